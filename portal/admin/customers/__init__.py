"""Customers: the list, one with all that it has, a new one, and a changed one."""
