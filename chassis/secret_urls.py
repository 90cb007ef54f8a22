"""Addresses that hold a password: taken apart here, and never quoted in an error."""

from urllib.parse import SplitResult, urlsplit

AS_PERCENT = "write what is not a letter or a digit in the password as %40 (for an @) and so on"


def parts_of(url: str) -> SplitResult | None:
    """None unless all parts are where they seem to be. Else a library would take part of the
    password for a host or a port, look for that, and say so in its error."""
    try:
        parts = urlsplit(url)
        is_odd = parts.port == 0
    except ValueError:  # which quotes what it could not read
        return None
    behind = parts.path + parts.query
    is_odd = is_odd or "@" in behind or bool(parts.fragment) or parts.netloc.count("@") > 1
    return None if is_odd else parts
