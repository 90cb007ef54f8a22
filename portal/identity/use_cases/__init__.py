"""What can be done about signing in, one verb a file."""
