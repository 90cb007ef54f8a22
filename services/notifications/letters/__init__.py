"""How mails look: the sentences of `wording/` laid out as text and as HTML. Sends nothing."""
