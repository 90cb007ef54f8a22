"""One order as staff sees it, and what staff does about it."""
