"""The address of a database, which holds a password: read here, and never quoted in an error."""

from urllib.parse import parse_qs, unquote, urlsplit

HOW_TO_WRITE_IT = (
    "must look like postgresql://user:password@host:5432/database; write what is not a letter or"
    " a digit in the password as %40 (for an @) and so on"
)


def is_usable(url: str) -> bool:
    """Whether all parts are where they seem to be. Else a library would take part of the password
    for a host or a port, look for that, and say so in its error."""
    try:
        parts = urlsplit(url)
        is_local = parts.port is None and not parts.hostname
    except ValueError:  # which quotes what it could not read
        return False
    behind = parts.path + parts.query + parts.fragment
    strange = "@" in behind or parts.netloc.count("@") > 1 or parts.fragment
    known = parts.scheme.partition("+")[0] in ("postgresql", "postgres")
    return known and not strange and (not is_local or "host=" in parts.query)


def password_in(url: str) -> str:
    """Empty when it holds none: then the server knows the user in another way."""
    parts = urlsplit(url)
    in_query = parse_qs(parts.query).get("password", [""])
    return unquote(parts.password or "") or in_query[0]
