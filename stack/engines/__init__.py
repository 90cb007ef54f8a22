"""PostgreSQL and Temporal as real servers on this machine, for the stack and for tests."""
