"""The keys that make what a person asks for on the command line happen once."""

import secrets


def new_key() -> str:
    """Of one request, however often it is sent."""
    return f"cli-{secrets.token_hex(8)}"
