"""Of a customer: the list, one order and what can be done, paying it, and how that ended."""
