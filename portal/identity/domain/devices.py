"""What a browser says of itself, in a few words that a person knows its device by."""

from contracts.message import Message

LONGEST_USER_AGENT = 500
UNKNOWN = ""
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order, as most name others too."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


class Device(Message):
    """Names of products, which are the same in all languages; empty where it is not known."""

    browser: str = UNKNOWN
    system: str = UNKNOWN


def device_of(user_agent: str) -> Device:
    said = user_agent[:LONGEST_USER_AGENT]
    return Device(browser=_first(BROWSERS, said), system=_first(SYSTEMS, said))


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for mark, name in known if mark in said), UNKNOWN)
