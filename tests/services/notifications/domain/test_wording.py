"""What tickets and mails say."""

from datetime import date
from typing import Any, get_args

import pytest

from contracts.notifications import Event, NotifiedLine
from services.notifications.domain.mail import message_id_of, one_line
from services.notifications.domain.wording.customer import (
    LONGEST_SUBJECT,
    SUBJECTS,
    customer_mail,
    reply_mail,
)
from services.notifications.domain.wording.staff import staff_wording
from services.notifications.domain.wording.story import story_of
from tests.services.notifications.world import happened

EVENTS: tuple[Event, ...] = get_args(Event)


@pytest.mark.parametrize("event", [e for e in EVENTS if e != "attention_needed"])
def test_every_event_for_a_customer_has_words_without_gaps(event: Event) -> None:
    mail = customer_mail(
        happened(event, start_on=date(2023, 1, 14), document_number="202301000001")
    )
    assert mail.body.startswith("Hello Carl Corner,\n\n")
    for gap in ("None", "{", "}", "  "):
        assert gap not in mail.subject + mail.body


def test_staff_reads_customer_lines_amounts_total_and_link() -> None:
    event = happened("order_received")
    text = staff_wording(event).body
    assert "Customer: Carl Corner (carl)" in text
    assert "2 × Fibre 100: 62.00 EUR" in text
    assert "Total: 62.00 EUR" in text
    assert f"Order: {event.order_id}\nhttps://portal.example.org/orders/1" in text


@pytest.mark.parametrize(
    ("event", "more", "words"),
    [
        ("order_received", {}, "was sent for approval"),
        ("order_received", {"path": "upfront"}, "as soon as your payment has arrived"),
        ("payment_succeeded", {"amount_minor": 3_100}, "Your payment of 31.00 EUR has arrived"),
        ("payment_failed", {"reason": "Card declined."}, "did not go through (Card declined)."),
        ("item_approved", {"start_on": date(2023, 1, 14)}, "The first day is 2023-01-14."),
        ("item_rejected", {"reason": "No line there"}, "not approved (No line there)."),
        (
            "credit_note_issued",
            {"document_number": "202301000001", "amount_minor": 1_300, "unused_day_count": 13},
            "credit note 202301000001 over 13.00 EUR for 13 unused days.",
        ),
        (
            "credit_note_issued",
            {
                "document_number": "7",
                "amount_minor": 97,
                "unused_day_count": 1,
                "currency": "JPY",
            },
            "credit note 7 over 97 JPY for 1 unused day.",
        ),
        (
            "credit_note_issued",
            {"document_number": "7", "amount_minor": 1_300, "unused_day_count": 0},
            "credit note 7 over 13.00 EUR.",
        ),
    ],
)
def test_the_story_says_what_happened(event: Event, more: dict[str, Any], words: str) -> None:
    assert words in story_of(happened(event, **more))


def test_a_subject_stays_one_short_line() -> None:
    line = NotifiedLine(
        item_id="i", title="a\r\nBcc: b@example.org " * 8, quantity=1, gross_minor=1
    )
    subject = customer_mail(happened("item_approved", lines=[line])).subject
    assert subject.startswith("Approved: a Bcc: b@example.org")
    assert len(subject) == LONGEST_SUBJECT
    assert one_line("a\x00\tb \u2028c") == "a b c"


HOSTILE = "a\x1b[2J\u202eb\u3164\nOrder: ord_2"


@pytest.mark.parametrize("event", EVENTS)
def test_a_mail_holds_nothing_that_is_obeyed_and_no_forged_line(event: Event) -> None:
    line = NotifiedLine(item_id="i", title=HOSTILE, quantity=1, gross_minor=1)
    told = happened(event, lines=[line], customer_name=HOSTILE, customer_id=HOSTILE)
    for mail in (staff_wording(told), *([customer_mail(told)] if event in SUBJECTS else [])):
        text = f"{mail.subject}\n{mail.body}"
        assert not set(text) & set("\x1b\u202e\u3164")
        assert "Order: ord_2" not in text.splitlines()


def test_an_answer_keeps_its_lines_and_its_script() -> None:
    mail = reply_mail("Mia", "Order 1", "می\u200cخواهم\x1b[2J\n👩\u200d🔧", "ord_1")
    assert "می\u200cخواهم [2J\n👩\u200d🔧" in mail.body


def test_braces_in_a_title_are_only_text() -> None:
    line = NotifiedLine(item_id="i", title="{number} {0}", quantity=1, gross_minor=1)
    mail = customer_mail(happened("item_approved", lines=[line]))
    assert mail.subject == "Approved: {number} {0}"


def test_an_answer_is_mailed_with_its_text() -> None:
    mail = reply_mail("Carl", "Order 1", "We come on Monday.", "ord_1")
    assert mail.subject == "Re: Order 1"
    assert "We come on Monday." in mail.body


def test_a_message_id_depends_on_the_key_and_the_readers_alone() -> None:
    mine = message_id_of("order/1/received", "customer", "turnup.example.org")
    assert mine == message_id_of("order/1/received", "customer", "turnup.example.org")
    assert mine.endswith("@turnup.example.org>")
    assert mine != message_id_of("order/1/received", "staff", "turnup.example.org")
    assert mine != message_id_of("order/2/received", "customer", "turnup.example.org")
