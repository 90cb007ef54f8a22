"""Mails in a partner's own words: a text with named placeholders, and nothing that is run."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from contracts.characters import require_one_line, require_seen
from contracts.mails import Audience
from contracts.message import Command, Language, Message, Revision
from contracts.notifications import Event
from contracts.problems import Problem

PartnerKey = Annotated[str, Field(pattern=r"^(default|[1-9][0-9]?)$", max_length=7)]
"""`default`, whose texts hold for every partner that has none of its own, or a partner's number."""
Subject = Annotated[str, Field(min_length=1, max_length=150), AfterValidator(require_one_line)]
Body = Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(require_seen)]
"""Paragraphs with empty lines between them."""
Seen = Annotated[int, Field(ge=0, le=10**9)]
"""The newest revision that whoever writes has seen; 0: there was none."""
MOST_VERSIONS = 50


class WhichText(Message):
    """Of which mail, to whom, in which language; `partner` whose text."""

    partner: PartnerKey
    audience: Audience
    event: Event
    language: Language


class WriteMailText(Command):
    """What a mail says in place of the standard text. `{order_id}` and other placeholders stand for
    what the mail is about; which ones an event has is told with its text. A paragraph whose
    placeholder has nothing to say is left out."""

    subject: Subject
    body: Body
    seen_revision: Seen


class PreviewMailText(Command):
    """Both null: what is in force."""

    subject: Subject | None = None
    body: Body | None = None


class MailTextVersion(Message):
    """Subject and body are null where the text was given up."""

    revision: Revision
    subject: str | None
    body: str | None
    written_by: str
    written_at: datetime


class MailTextView(WhichText):
    source: Literal["standard", "default", "partner"]
    """Whose text is in force; `standard`: the product's sentences."""
    subject: str | None
    body: str | None
    """In force; null: the standard ones."""
    placeholders: list[str]
    versions: list[MailTextVersion] = []
    """The partner's own, newest first, at most 50; lists leave them out."""


class MailTexts(Message):
    """A partner's texts that are in force, its own and those of default."""

    items: list[MailTextView]


class MailPreview(Message):
    """With sample facts."""

    subject: str
    body: str
    html: str


class MailTextIsNotUsable(Problem):
    """Nothing was saved. Facts: unknown (names), allowed (names)."""

    status = 422


class MailTextWasChangedMeanwhile(Problem):
    """Facts: revision, and if there is one written_by, written_at and time_zone."""

    status = 409
