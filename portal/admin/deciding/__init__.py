"""Deciding one item of an order: first what it would bring about, then it is done."""
