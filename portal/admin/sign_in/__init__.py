"""Signing in as one of the staff."""
