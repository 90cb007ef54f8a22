"""Every SQL statement of the notifications service. Decides nothing."""
