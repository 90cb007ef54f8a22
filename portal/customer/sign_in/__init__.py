"""Signing in: by password, by link or code, handed over, and out."""
