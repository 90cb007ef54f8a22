"""A mail in a partner's own words: its placeholders in the words of the one wording."""

from collections.abc import Mapping

from contracts.notifications import Notify
from services.notifications.domain.mail import Wording, one_line
from services.notifications.domain.mail_texts import filled
from services.notifications.domain.notices import facts_of
from services.notifications.letters.composing import Frame, lay_out
from wording.telling import fact_in_words

FACTS = {
    "amount": "amount_minor",
    "customer_name": "customer_name",
    "document_number": "document_number",
    "escalates_on": "escalates_on",
    "expires_on": "expires_on",
    "order_id": "order_id",
    "products": "titles",
    "reason": "reason",
    "since_on": "since_on",
    "start_on": "start_on",
    "to_pay": "to_pay",
    "total": "total_minor",
    "unused_days": "count",
}
"""By placeholder, the fact that is written as its name says."""


def compose_own(subject: str, body: str, event: Notify, frame: Frame) -> Wording | None:
    """None where the text has nothing to say of this event."""
    said = filled(subject, body, _values(event, frame))
    return lay_out(*said, frame) if said else None


def _values(event: Notify, frame: Frame) -> Mapping[str, str]:
    facts = facts_of(event) | event.model_dump(include={"customer_name", "total_minor"})
    told = {
        name: fact_in_words(fact, facts, frame.reader, frame.language)
        for name, fact in FACTS.items()
    }
    framed = {
        "link": frame.link or "",
        "provider": frame.sender.name,
        "support_email": frame.sender.support_email,
        "support_phone": frame.sender.support_phone,
    }
    return {name: one_line(value) for name, value in (told | framed).items()}
