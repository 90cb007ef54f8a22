"""The pure rules of ordering: no I/O, no clock, no framework."""
