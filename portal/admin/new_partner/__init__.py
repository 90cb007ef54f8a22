"""A partner that is new."""
