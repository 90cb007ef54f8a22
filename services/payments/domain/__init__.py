"""The pure rules of billing. No I/O, no clock, no framework."""
