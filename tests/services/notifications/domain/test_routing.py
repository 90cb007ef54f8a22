"""Whom each event concerns."""

from typing import get_args

import pytest

from contracts.notifications import Event
from contracts.settings import Channel
from services.notifications.domain.routing import INTERNAL, TicketEffect, effects_of

EVENTS: tuple[Event, ...] = get_args(Event)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
OPENS = TicketEffect(opens=True, visibility="public", state="waiting_on_agent")
TELLS = TicketEffect(opens=False, visibility="public", state=None)


@pytest.mark.parametrize(
    ("event", "path"), [("order_received", "request"), ("payment_succeeded", "upfront")]
)
def test_staff_is_asked_by_ticket_or_by_mail_never_by_both(event: Event, path: str) -> None:
    by_ticket = effects_of(event, "tickets", path, False)
    by_mail = effects_of(event, "email", path, False)
    assert (by_ticket.ticket, by_ticket.mails_staff) == (OPENS, False)
    assert (by_mail.ticket, by_mail.mails_staff) == (None, True)
    assert by_ticket.mails_customer
    assert by_mail.mails_customer


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("path", ["upfront", "request"])
@pytest.mark.parametrize("event", ["payment_failed", "invoice_paid"])
def test_a_failed_payment_and_a_receipt_concern_the_customer_alone(
    event: Event, channel: Channel, path: str
) -> None:
    effects = effects_of(event, channel, path, False)
    assert (effects.ticket, effects.mails_staff, effects.mails_customer) == (None, False, True)


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_upfront_order_asks_nobody_before_it_is_paid(channel: Channel) -> None:
    effects = effects_of("order_received", channel, "upfront", False)
    assert (effects.ticket, effects.mails_staff, effects.mails_customer) == (None, False, True)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "event",
    [
        "expiry_warning",
        "item_approved",
        "item_scheduled",
        "item_activated",
        "item_rejected",
        "item_cancelled",
        "item_expired",
        "start_moved",
        "credit_note_issued",
        "supplement_issued",
    ],
)
def test_what_concerns_an_item_is_mailed_and_told_in_an_existing_ticket(
    channel: Channel, event: Event
) -> None:
    effects = effects_of(event, channel, "request", False)
    assert (effects.ticket, effects.mails_staff, effects.mails_customer) == (TELLS, False, True)


@pytest.mark.parametrize(
    ("event", "path"),
    [
        ("attention_needed", "upfront"),
        ("attention_needed", "request"),
        ("approval_reminder", "request"),
        ("approval_escalated", "upfront"),
        ("approval_escalated", "request"),
    ],
)
def test_what_is_for_staff_is_kept_from_the_customer(event: Event, path: str) -> None:
    by_ticket = effects_of(event, "tickets", path, True)
    by_mail = effects_of(event, "email", path, True)
    assert by_ticket.ticket == TicketEffect(
        opens=True, visibility="internal", state="waiting_on_agent"
    )
    assert (by_mail.ticket, by_mail.mails_staff) == (None, True)
    assert not by_ticket.mails_customer
    assert not by_mail.mails_customer


@pytest.mark.parametrize("event", EVENTS)
def test_only_the_last_decision_resolves_the_ticket(event: Event) -> None:
    assert not effects_of(event, "tickets", "request", False).resolves_ticket
    closing = effects_of(event, "tickets", "request", True)
    assert closing.resolves_ticket is (event not in INTERNAL)
