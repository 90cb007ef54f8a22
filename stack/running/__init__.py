"""A running stack from outside: starting and stopping it, its health, its services."""
