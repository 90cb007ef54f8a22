"""The HTML of a mail: the same words as its text, in the partner's frame, and nothing obeyed."""

from html.parser import HTMLParser
from typing import Any, get_args

import pytest

from contracts.message import Language
from contracts.notifications import Event, NotifiedLine, Notify, Sender
from services.notifications.domain.mail import Wording, mail_about
from services.notifications.domain.notices import letter_about, subject_of
from services.notifications.letters.composing import Frame, compose
from tests.services.notifications.world import happened, note
from wording.languages import LANGUAGES

EVENTS: tuple[Event, ...] = get_args(Event)
ACME = Sender(
    name="ACME & Söhne",
    logo_url="https://acme.example/logo.png",
    support_email="help@acme.example",
    support_phone="+43 1 234",
)
VOID = {"meta", "img", "br"}


class Read(HTMLParser):
    """What a mail program makes of it: elements that are well nested, attributes, and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.words += f" {data}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == tag]


def written(event: Notify, language: Language = "en") -> Wording:
    frame = Frame.of(mail_about(event, "customer", language, []), event.customer_order_url)
    return compose(subject_of(event), letter_about(event), frame)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_both_forms_say_the_same(event: Event, language: Language) -> None:
    mail = written(happened(event, document=note("7"), sender=ACME), language)
    read = Read(mail.html)
    assert read.open == []
    url = "https://portal.example.org/orders/1"
    in_text = " ".join(mail.body.replace(url, "").split())
    shown = " ".join(read.words.split())
    missing = [word for word in in_text.split() if word not in shown and word not in ACME.name]
    assert missing == []
    assert read.all("html") == [{"lang": language}]
    assert [link["href"] for link in read.all("a")] == [url]
    assert url in mail.body


def test_the_frame_is_the_partners() -> None:
    read = Read(written(happened("order_received", sender=ACME)).html)
    [logo] = read.all("img")
    assert (logo["src"], logo["alt"]) == (ACME.logo_url, ACME.name)
    assert "+43 1 234" in read.words
    nameless = Read(written(happened("order_received", customer_order_url=None)).html)
    assert nameless.all("img") + nameless.all("a") == []


HOSTILE = '</p><img src=x onerror="x">{{ 7 * 7 }}{% raise %}"><a href="javascript:x">'


@pytest.mark.parametrize("event", EVENTS)
def test_what_people_wrote_is_text_and_nothing_else(event: Event) -> None:
    more: dict[str, Any] = {"customer_name": HOSTILE, "reason": HOSTILE, "order_id": HOSTILE[:100]}
    lines = [NotifiedLine(item_id="i", title=HOSTILE, quantity=1, gross_minor=1)]
    sender = Sender(name=HOSTILE, support_phone=HOSTILE[:40])
    url = 'https://portal.example.org/"onclick="x'
    told = happened(event, lines=lines, sender=sender, customer_order_url=url, **more)
    mail = written(told)
    read = Read(mail.html)
    assert [link["href"] for link in read.all("a")] == [url]
    assert read.all("img") == []
    assert not any("onclick" in attributes for _, attributes in read.found)
    assert "49" not in read.words + mail.body
