"""Signing in by a provider of identities, with OpenID Connect."""
