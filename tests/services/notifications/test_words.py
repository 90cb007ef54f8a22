"""What tickets and mails say, in every language and to both sides."""

from datetime import date
from typing import Any, get_args

import pytest

from contracts.mails import Audience
from contracts.message import Language
from contracts.notifications import Event, NotifiedLine, Notify, Sender
from contracts.said import said
from services.notifications.domain.mail import (
    Wording,
    mail_about,
    message_id_of,
    one_line,
    thread_id_of,
)
from services.notifications.domain.notices import (
    letter_about,
    message_in,
    report_about,
    story_of,
    subject_of,
    subject_of_message,
)
from services.notifications.letters.composing import LONGEST_SUBJECT, Frame, compose
from tests.services.notifications.world import happened, note
from wording.languages import LANGUAGES
from wording.telling import words

EVENTS: tuple[Event, ...] = get_args(Event)


def customer_mail(event: Notify, language: Language = "en") -> Wording:
    frame = Frame.of(mail_about(event, "customer", language, []), event.customer_order_url)
    return compose(subject_of(event), letter_about(event), frame)


def staff_mail(event: Notify, language: Language = "en") -> Wording:
    frame = Frame.of(mail_about(event, "staff", language, []), event.staff_order_url)
    return compose(subject_of(event), report_about(event), frame)


def reply_mail(body: str) -> Wording:
    event = happened("order_received", order_id="ord_1")
    mail = mail_about(event, "customer", "en", [])
    frame = Frame.of(mail, "https://my.example/tickets/tic_1", "tic_1")
    return compose(
        subject_of_message("tic_1", subject_of(event), opens=False),
        message_in("Mia", body, 0),
        frame,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"start_on": date(2023, 1, 14), "reason": "So it is.", "escalates_on": date(2023, 1, 6)},
    ],
)
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_words_without_gaps_for_both_sides(
    event: Event, more: dict[str, Any], language: Language
) -> None:
    since, expiry = date(2023, 1, 1), date(2023, 1, 31)
    told = happened(event, document=note("202301000001"), since_on=since, expires_on=expiry, **more)
    for mail in (customer_mail(told, language), staff_mail(told, language)):
        for gap in ("None", "notice", "{", "}", "  ", "()", ":\n"):
            assert gap not in mail.subject + mail.body


ACME = Sender(name="ACME", support_email="help@acme.example", support_phone="+43 1 234")
MAILS = {
    ("customer", "en"): """\
Your payment has arrived: Fibre 100

Hello Carl Corner,

Your payment of €62.00 has arrived. Your order is active as of 14 January 2023.

2 × Fibre 100: €62.00
Total: €62.00

Order: ord_1
https://portal.example.org/orders/1

To answer, please write under Tickets on the portal. A reply to this mail goes to help@acme.example.

By phone: +43 1 234

ACME
""",
    ("customer", "de"): """\
Ihre Zahlung ist eingegangen: Fibre 100

Guten Tag Carl Corner,

Ihre Zahlung von 62,00 € ist eingegangen. Ihre Bestellung ist seit dem 14. Januar 2023 aktiv.

2 × Fibre 100: 62,00 €
Summe: 62,00 €

Bestellung: ord_1
https://portal.example.org/orders/1

Wenn Sie antworten möchten, schreiben Sie bitte im Portal unter Tickets. Eine Antwort auf diese \
E-Mail geht an help@acme.example.

Telefonisch: +43 1 234

ACME
""",
    ("staff", "fr"): """\
Fibre 100 : commande ord_1 payée, en attente de confirmation

La commande est payée et attend la confirmation de sa date de début.

Client : Carl Corner (carl)

2 × Fibre 100 : 62,00 €
Total : 62,00 €

Commande : ord_1
https://admin.example.org/orders/1

ACME
""",
}


@pytest.mark.parametrize(("reader", "language"), MAILS)
def test_a_mail_reads_as_a_whole(reader: Audience, language: Language) -> None:
    paid_on = date(2023, 1, 14)
    event = happened(
        "payment_succeeded", order_id="ord_1", path="upfront", start_on=paid_on, sender=ACME
    )
    mail = (customer_mail if reader == "customer" else staff_mail)(event, language)
    shown = f"{mail.subject}\n\n{mail.body}".replace("\xa0", " ")
    assert shown == MAILS[reader, language]


@pytest.mark.parametrize(
    ("event", "more", "expected"),
    [
        ("order_received", {}, "was sent for approval"),
        ("order_received", {"path": "upfront"}, "as soon as your payment has arrived"),
        ("payment_succeeded", {"amount_minor": 3_100}, "Your payment of €31.00 has arrived"),
        ("item_approved", {"start_on": date(2023, 1, 14)}, "The first day is 14 January 2023."),
        ("item_rejected", {"reason": "No line there"}, "not approved (No line there)."),
        (
            "credit_note_issued",
            {"document": note("202301000001"), "amount_minor": 1_300, "unused_day_count": 13},
            "credit note 202301000001 of €13.00 for 13 unused days.",
        ),
        (
            "credit_note_issued",
            {
                "document": note("7"),
                "amount_minor": 97,
                "unused_day_count": 1,
                "currency": "JPY",
            },
            "credit note 7 of JP¥97 for 1 unused day.",
        ),
        (
            "credit_note_issued",
            {"document": note("7"), "amount_minor": 1_300, "unused_day_count": 0},
            "credit note 7 of €13.00.",
        ),
        (
            "supplement_issued",
            {"document": note("8"), "amount_minor": 1_300},
            "invoice 8 of €13.00 for days that were credited before",
        ),
        (
            "invoice_paid",
            {"document_number": "8", "amount_minor": 3_100},
            "Your payment of €31.00 for invoice 8 has arrived. Nothing of this invoice is left",
        ),
        (
            "invoice_paid",
            {
                "document_number": "8",
                "amount_minor": 3_100,
                "reason": said("notice.paid_goes_back", amount_minor=1_300, currency="EUR"),
            },
            "has arrived. Less was due by then: €13.00 of it goes back the way it came.",
        ),
        (
            "invoice_paid",
            {
                "document_number": "8",
                "amount_minor": 1_800,
                "reason": said("notice.paid_in_part", amount_minor=1_300, currency="EUR"),
            },
            "of €18.00 for invoice 8 has arrived. €13.00 of this invoice is still due.",
        ),
    ],
)
def test_the_story_says_what_happened(event: Event, more: dict[str, Any], expected: str) -> None:
    assert expected in words(story_of(happened(event, **more)), "customer")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"due_on": date(2023, 1, 28)}, "please pay the invoice by 28 January 2023."),
        ({"payment_term_days": 14}, "please pay the invoice within 14 days of its date."),
        ({"payment_term_days": 1}, "please pay the invoice within 1 day of its date."),
        ({"payment_term_days": 0}, "please pay the invoice on the day of its date."),
    ],
)
def test_the_customers_mail_says_until_when_its_invoice_is_to_be_paid(
    more: dict[str, Any], expected: str
) -> None:
    assert expected in customer_mail(happened("item_approved", **more)).body
    assert "please pay" not in customer_mail(happened("item_approved")).body


def test_a_reason_without_words_gets_them_for_whoever_reads_it() -> None:
    why = said("notice.line", quantity=1, title="a\nb", gross_minor=1, currency="EUR")
    event = happened("attention_needed", order_id="ord_1", reason=why)
    assert "attention (1 × a b: €0.01)." in staff_mail(event).body
    assert "kümmern (1 × a b: 0,01\xa0€)." in staff_mail(event, "de").body


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
    told = happened(event, lines=[line], customer_name=HOSTILE, customer_id=HOSTILE, reason=HOSTILE)
    for mail in (staff_mail(told), customer_mail(told)):
        text = f"{mail.subject}\n{mail.body}"
        assert not set(text) & set("\x1b\u202e\u3164")
        assert "Order: ord_2" not in text.splitlines()


def test_an_answer_keeps_its_lines_and_its_script() -> None:
    mail = reply_mail("می\u200cخواهم\x1b[2J\n👩\u200d🔧")
    assert "می\u200cخواهم [2J\n👩\u200d🔧" in mail.body


def test_braces_in_a_title_are_only_text() -> None:
    line = NotifiedLine(item_id="i", title="{number} {0}", quantity=1, gross_minor=1)
    mail = customer_mail(happened("item_approved", lines=[line]))
    assert mail.subject == "Approved: {number} {0}"


def test_an_answer_is_mailed_with_its_text() -> None:
    mail = reply_mail("We come on Monday.")
    assert mail.subject == "Re: [tic_1] We received your order: Fibre 100"
    assert mail.body == ANSWER
    assert '<a href="https://my.example/tickets/tic_1"' in mail.html
    assert "View the ticket" in mail.html


ANSWER = """\
Hello Mia,

We come on Monday.

Ticket: tic_1, order: ord_1
https://my.example/tickets/tic_1

To answer, please write under Tickets on the portal.
"""


def test_a_message_id_depends_on_the_key_and_the_readers_alone() -> None:
    mine = message_id_of("order/1/received", "customer", "turnup.example.org")
    assert mine == message_id_of("order/1/received", "customer", "turnup.example.org")
    assert mine.endswith("@turnup.example.org>")
    assert mine != message_id_of("order/1/received", "staff", "turnup.example.org")
    assert mine != message_id_of("order/2/received", "customer", "turnup.example.org")


def test_mails_of_one_thread_answer_to_the_same_for_each_reader() -> None:
    mine = thread_id_of("order/1", "customer", "turnup.example.org")
    assert mine == thread_id_of("order/1", "customer", "turnup.example.org")
    assert mine != thread_id_of("order/1", "staff", "turnup.example.org")
    assert mine != thread_id_of("order/2", "customer", "turnup.example.org")
