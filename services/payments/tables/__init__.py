"""The tables of payments, by subject."""
