"""Which mails there are, and whose words each has. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from contracts.mail_texts import Body, MailTexts, PartnerKey, Seen, Subject, WhichText
from contracts.mails import Audience
from contracts.message import Language
from contracts.notifications import Event
from portal.admin.partner_settings.typed import LANGUAGES
from portal.web.forms import Form

INTERNAL: frozenset[Event] = frozenset(
    {"attention_needed", "approval_reminder", "approval_escalated"}
)
STAFF: frozenset[Event] = INTERNAL | {"order_received", "payment_succeeded"}
EVENTS: Mapping[Audience, Sequence[Event]] = {
    "customer": [one for one in get_args(Event) if one not in INTERNAL],
    "staff": [one for one in get_args(Event) if one in STAFF],
}
"""What each of them gets mails about."""


class Which(BaseModel):
    """Of which mail, as the address names it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    audience: Audience
    event: Event
    language: Language
    partner: PartnerKey | None = None

    def of(self, partner: str) -> WhichText:
        return WhichText(
            partner=partner, audience=self.audience, event=self.event, language=self.language
        )


def _lines(text: object) -> object:
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


class TextForm(Form):
    subject: Subject
    body: Annotated[Body, BeforeValidator(_lines)]
    seen_revision: Seen


class GiveUpForm(Form):
    seen_revision: Seen


class ActForm(Form):
    act: Annotated[str, Field(max_length=20)] = "save"


@dataclass(frozen=True)
class Text:
    """A cell of the list: one language of a mail."""

    audience: Audience
    event: Event
    language: Language
    source: str


def by_mail(texts: MailTexts) -> Mapping[Audience, list[tuple[Event, list[Text]]]]:
    """Every mail with its languages, whether or not it has words of its own."""
    found = {(one.audience, one.event, one.language): one.source for one in texts.items}
    return {
        audience: [
            (event, [_text(found, audience, event, language) for language in LANGUAGES])
            for event in events
        ]
        for audience, events in EVENTS.items()
    }


def _text(
    found: Mapping[tuple[Audience, Event, Language], str],
    audience: Audience,
    event: Event,
    language: Language,
) -> Text:
    source = found.get((audience, event, language), "standard")
    return Text(audience, event, language, source)
