"""The SQL of signing in."""
