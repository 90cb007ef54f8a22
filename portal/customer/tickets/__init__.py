"""The customer's tickets: the list, one with what was said in it, and a new one."""
