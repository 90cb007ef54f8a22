"""The address of a database: which can be used, and the password in it."""

from urllib.parse import parse_qs, unquote, urlsplit

from chassis.secret_urls import AS_PERCENT, parts_of

HOW_TO_WRITE_IT = f"must look like postgresql://user:password@host:5432/database; {AS_PERCENT}"


def is_usable(url: str) -> bool:
    """Whether it is PostgreSQL's, and names a host or the folder of a socket."""
    parts = parts_of(url)
    if parts is None or parts.scheme.partition("+")[0] not in ("postgresql", "postgres"):
        return False
    return bool(parts.hostname) or parts.port is not None or "host=" in parts.query


def password_in(url: str) -> str:
    """Empty when it holds none: then the server knows the user in another way."""
    parts = urlsplit(url)
    in_query = parse_qs(parts.query).get("password", [""])
    return unquote(parts.password or "") or in_query[0]
