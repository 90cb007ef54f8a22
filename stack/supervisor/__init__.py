"""The process that starts, watches and restarts all others; serves no request."""
