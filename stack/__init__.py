"""Runs the whole system on embedded, real engines; imports no service."""
