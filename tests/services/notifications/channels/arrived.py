"""A mail as a mail program takes it apart, held to be well-formed and of nothing but our parts."""

import email
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from html.parser import HTMLParser

HEADERS = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Date",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
"""All that a mail has, in this order; one without an address to reply to has no Reply-To."""
OURS = {"html", "head", "meta", "title", "style", "body", "div", "p", "br", "h1", "a", "img"}
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "role", "aria-label", "href"} | {
    "src",
    "alt",
    "height",
}


@dataclass(frozen=True)
class Arrived:
    """What a reader is shown."""

    sender: tuple[str, str]
    """Name and address."""
    reply_to: str | None
    to: list[str]
    subject: str
    text: str
    html: "Html"
    files: list[str]


class Html(HTMLParser):
    """Where its links and pictures lead, and what it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str | None] = set()
        self.pictures: set[str | None] = set()
        self.shown = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag in OURS, tag
        assert set(given) <= ATTRIBUTES, given
        if "href" in given:
            self.links.add(given["href"])
        if "src" in given:
            self.pictures.add(given["src"])

    def handle_data(self, data: str) -> None:
        self.shown += data


def arrived(content: bytes) -> Arrived:
    """Fails for what is malformed, has another header or part than ours, or markup in its HTML."""
    message = email.message_from_bytes(content)
    assert all(part.defects == [] for part in message.walk())
    without = [] if message["Reply-To"] else ["Reply-To"]
    assert message.keys() == [header for header in HEADERS if header not in without]
    letter, *files = parts_of(message) if is_mixed(message) else [message]
    assert [kind_of(part) for part in letter.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert all(part.get_content_disposition() == "attachment" for part in files)
    text, html = [decoded(part) for part in parts_of(letter)]
    [(name, address)] = getaddresses([message["From"]])
    return Arrived(
        sender=(plain(name), address),
        reply_to=message["Reply-To"],
        to=[to for _, to in getaddresses([message["To"]])],
        subject=plain(message["Subject"]),
        text=text,
        html=Html(html),
        files=[str(part.get_filename()) for part in files],
    )


def parts_of(message: Message) -> list[Message]:
    payload = message.get_payload()
    assert isinstance(payload, list)
    return [part for part in payload if isinstance(part, Message)]


def is_mixed(message: Message) -> bool:
    return kind_of(message) == "multipart/mixed"


def kind_of(part: Message) -> str:
    return str(part.get_content_type())


def plain(header: str) -> str:
    return str(make_header(decode_header(header.replace("\r\n", "").strip())))


def decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")
