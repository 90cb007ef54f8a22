"""Composes a mail: what it says, in the frame of the partner for whom it is written."""

from dataclasses import dataclass
from typing import Self

from contracts.mails import Audience
from contracts.message import Language
from contracts.notifications import Sender
from contracts.said import Said, said
from services.notifications.domain.mail import Mail, Wording, one_line, readable
from services.notifications.letters.layout import Page, as_html, as_text
from wording.telling import words

LONGEST_SUBJECT = 150


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the words of a mail."""

    sender: Sender
    order_id: str | None
    ticket_id: str | None
    """Of the ticket that it is written in, if it is."""
    link: str | None
    reader: Audience
    language: Language
    about: Said | None = None
    link_words: Said | None = None
    """In place of what is said of an order or ticket."""

    @classmethod
    def of(cls, mail: Mail, link: str | None, ticket_id: str | None = None) -> Self:
        return cls(
            sender=mail.sender,
            order_id=mail.order_id,
            ticket_id=ticket_id,
            link=link,
            reader=mail.audience,
            language=mail.language,
        )


def compose(subject: Said, body: Said, frame: Frame) -> Wording:
    """Holds nothing that a mail program would obey."""

    def told(what: Said) -> str:
        return words(what, frame.reader, frame.language)

    return lay_out(told(subject), told(body), frame)


def lay_out(subject: str, body: str, frame: Frame) -> Wording:
    """The same of what has words: paragraphs with empty lines between them."""
    about = {"order_id": frame.order_id, "ticket_id": frame.ticket_id}
    page = Page(
        language=frame.language,
        subject=one_line(subject)[:LONGEST_SUBJECT],
        paragraphs=[part.split("\n") for part in _paragraphs(readable(body))],
        about=_framed(frame.about or said("mail.about", **about), frame),
        link=frame.link,
        link_words=_framed(frame.link_words or said("mail.open", **about), frame),
        closing=_closing(frame),
        name=one_line(frame.sender.name),
        logo_url=frame.sender.logo_url,
    )
    return Wording(page.subject, as_text(page), as_html(page))


def _paragraphs(body: str) -> list[str]:
    return [part.strip("\n") for part in body.replace("\r", "").split("\n\n") if part.strip()]


def _closing(frame: Frame) -> list[str]:
    """Where a customer answers, and whom it asks."""
    if frame.reader == "staff":
        return []
    email, phone = frame.sender.support_email, frame.sender.support_phone
    lines = [said("mail.answer", support_email=email)]
    if phone:
        lines.append(said("mail.phone", support_phone=phone))
    return [_framed(line, frame) for line in lines]


def _framed(what: Said, frame: Frame) -> str:
    return one_line(words(what, frame.reader, frame.language))
