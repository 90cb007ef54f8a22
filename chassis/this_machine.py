"""Whether a request comes from this machine, or means it. What a request says of itself alone is no
proof: a proxy here passes on what others ask, and any name can be made to lead here."""

from urllib.parse import urlsplit

from fastapi import Request

NAMES = ("127.0.0.1", "localhost", "::1")
PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def names_this_machine(request: Request) -> bool:
    """By its Host. A page of elsewhere whose name leads here (DNS rebinding) asks for that name."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname in NAMES
    except ValueError:
        return False


def is_from_this_machine(request: Request) -> bool:
    """Asked here, for here, and passed on by nobody."""
    is_passed_on = any(name in request.headers for name in PASSED_ON)
    is_near = request.client is not None and request.client.host in NAMES
    return is_near and not is_passed_on and names_this_machine(request)
