"""What an operator reads of a refund in the Temporal UI: what it waits for, and who can act."""

from datetime import datetime

from contracts.refunds import RefundOutcome, RefundStep

ASK = "Ask the gateway for the refund, or about it"
END = "Record that an operator ended it"
REFUSE = "Refuse a signal"
PAUSES: dict[RefundOutcome, str] = {
    "on_its_way": "Until it is looked at again",
    "refused": "Until it is tried with a new key",
    "unclear": "Until the gateway is asked again",
}
FIRST = (
    "Asks the gateway to give the money back. While that is retried, the gateway or payments does"
    " not answer. Nobody has to act."
)
WAITS: dict[RefundOutcome, str] = {
    "succeeded": "Done; the money has gone back.",
    "on_its_way": "On its way at the gateway. Asks about it again {when}, or as soon as the gateway"
    " tells something. Nobody has to act.",
    "refused": "The gateway refused it: {why} Tries it again with a new key {when}. Nobody has to"
    " act.",
    "unclear": "**Needs attention:** whether the gateway has made it is unknown: {why} Asks again"
    " {when}. Ask the gateway's support. Only if it stays unknown for good, end it with the signal"
    ' `end` and `{{"by": "…", "reason": "…"}}`; the money may still arrive afterwards.',
    "failed": "**Needs attention:** {why} An admin of the partner or an operator has it tried"
    " again, or gives the money back by hand and records that.",
}


def waits_for(step: RefundStep, until: datetime | None = None) -> str:
    """The workflow's current details, in Markdown."""
    when = f"at {until:%Y-%m-%d %H:%M} UTC, or on the signal `look`" if until else "now"
    why = step.why or "no reason was given."
    return WAITS[step.outcome].format(when=when, why=why)
