"""Tickets: the list, and one with what was said in it, also internally."""
