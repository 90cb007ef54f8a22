"""What payments does, one verb a file. Each is safe to repeat."""
