"""Messages that do not get from one service to another."""
