"""Placeholders are names in braces and nothing else; what has nothing to say is left out."""

from typing import get_args

import pytest

from contracts.mail_texts import MailTextIsNotUsable
from contracts.notifications import Event
from services.notifications.domain.mail_texts import (
    COMMON,
    OWN,
    filled,
    placeholders_of,
    require_usable,
)

EVENTS: tuple[Event, ...] = get_args(Event)
VALUES = {"customer_name": "Mia", "order_id": "ord_1", "reason": ""}


def test_an_event_has_the_common_placeholders_and_its_own() -> None:
    assert set(OWN) <= set(EVENTS)
    for event in EVENTS:
        assert set(placeholders_of(event)) == COMMON | OWN.get(event, frozenset())
        require_usable(event, "{order_id}", " ".join(f"{{{p}}}" for p in placeholders_of(event)))


@pytest.mark.parametrize(
    ("text", "why", "unknown"),
    [
        ("{reason}", "unknown", ["reason"]),
        ("{ordr_id} {nobody}", "unknown", ["nobody", "ordr_id"]),
        ("{order_id.__class__}", "braces", None),
        ("{order_id[0]}", "braces", None),
        ("{order_id!r}", "braces", None),
        ("{order_id:>99999999}", "braces", None),
        ("{}", "braces", None),
        ("{0}", "braces", None),
        ("{{order_id}}", "braces", None),
        ("{% for x in y %}", "braces", None),
        ("{{ 7 * 7 }}", "braces", None),
        ("{order_id", "braces", None),
        ("a } b", "braces", None),
        ("{order_{order_id}}", "braces", None),
    ],
)
@pytest.mark.parametrize("in_subject", [True, False])
def test_other_braces_and_names_are_refused(
    text: str, why: str, unknown: list[str] | None, in_subject: bool
) -> None:
    with pytest.raises(MailTextIsNotUsable) as refused:
        require_usable("item_approved", *((text, "b") if in_subject else ("s", text)))
    assert refused.value.why == why
    assert refused.value.facts.get("unknown") == unknown
    assert refused.value.facts["allowed"] == placeholders_of("item_approved")


def test_a_paragraph_whose_placeholder_says_nothing_is_left_out() -> None:
    body = "Dear {customer_name},\r\n\r\nWhy: {reason}\n\n{order_id}\nBye"
    assert filled("{order_id}", body, VALUES) == ("ord_1", "Dear Mia,\n\nord_1\nBye")


@pytest.mark.parametrize(
    ("subject", "body"),
    [("{reason}", "Hello"), ("Hello", "{reason}"), ("Hello", "\n\n"), ("Hello", "{gone}")],
)
def test_a_text_with_nothing_to_say_is_none(subject: str, body: str) -> None:
    assert filled(subject, body, VALUES) is None


def test_what_replaces_a_placeholder_is_not_looked_at_again() -> None:
    values = {"customer_name": "{order_id}", "order_id": "ord_1"}
    assert filled("{customer_name}", "{customer_name}", values) == ("{order_id}", "{order_id}")
