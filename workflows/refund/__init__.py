"""A refund: its workflow, what it reads of signals, what operators read of it, and its steps."""
