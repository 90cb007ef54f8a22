"""References that survive typing, days as instants, and which money is taken for an order."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.bookkeeping import (
    PaymentExceedsWhatIsDue,
    PaymentIsLessThanWhatIsDue,
    PaymentIsNotPlausible,
    RecordPayment,
)
from contracts.message import Language
from contracts.said import Said, said
from services.payments.domain.collecting.receiving import require_what_was_asked
from services.payments.domain.days import day_of
from services.payments.gateways.offline.adapter import OfflineOptions
from services.payments.gateways.offline.instructions import (
    instructions,
    payment_reference,
    read_payment_reference,
    received_at,
    transfer_of,
)
from tests.services.payments.world import party
from wording.telling import words

TODAY = date(2023, 1, 16)
numbers = st.integers(0, 10**8 - 1)


@given(numbers)
def test_a_reference_is_read_back_however_it_is_spaced(number: int) -> None:
    reference = payment_reference(number)
    for written in (reference, reference.replace(" ", ""), reference.replace(" ", "-")):
        assert read_payment_reference(written) == reference


@given(numbers, st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_no_reference(number: int, place: int, off_by: int) -> None:
    digits = payment_reference(number).replace(" ", "")
    wrong = str((int(digits[place]) + off_by) % 10)
    assert read_payment_reference(digits[:place] + wrong + digits[place + 1 :]) is None


@pytest.mark.parametrize("written", ["", "12345678", "1234567890", "Invoice 7", "٤٨٢٩١٣٠٥٧"])
def test_other_words_on_a_statement_are_no_reference(written: str) -> None:
    assert read_payment_reference(written) is None


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["Amount: €31.00", "Payment reference: x"]),
        ("de", ["Betrag: 31,00\xa0€", "Zahlungsreferenz: x"]),
        ("fr", ["Montant : 31,00\xa0€", "Référence de paiement : x"]),
    ],
)
def test_instructions_hold_the_account_the_amount_and_the_reference(
    language: Language, shown: list[str]
) -> None:
    facts = {"amount_minor": 3_100, "currency": "EUR", "payment_reference": "x"}
    account = "Transfer to Example, IBAN AT61 1904 3002 3457 3201"
    told = words(
        said("payment.instructions", provider_words=account, **facts), "customer", language
    )
    assert told.splitlines() == [account, *shown]
    usual = words(said("payment.instructions", provider_words="", **facts), "customer", language)
    assert usual.splitlines()[1:] == shown


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "America/New_York", "UTC"])
def test_the_day_that_money_came_stays_that_day_in_the_partners_zone(zone: str) -> None:
    now = datetime(2023, 3, 26, 11, 59, tzinfo=UTC)
    payer = party().model_copy(update={"time_zone": zone})
    today = day_of(now, payer)
    assert received_at(today, now, zone) == now
    for day in (date(2023, 1, 1), date(2022, 3, 27)):
        assert day_of(received_at(day, now, zone), payer) == day


def test_an_order_takes_exactly_what_it_costs() -> None:
    require_what_was_asked(3_100, "EUR", _received(3_100), TODAY)
    with pytest.raises(PaymentIsLessThanWhatIsDue) as less:
        require_what_was_asked(3_100, "EUR", _received(3_000), TODAY)
    assert less.value.facts == {"due_minor": 3_100, "received_minor": 3_000, "currency": "EUR"}
    with pytest.raises(PaymentExceedsWhatIsDue) as more:
        require_what_was_asked(3_100, "EUR", _received(3_101), TODAY)
    assert more.value.facts["due_minor"] == 3_100
    with pytest.raises(PaymentIsNotPlausible, match="plausible/currency"):
        require_what_was_asked(3_100, "USD", _received(3_100), TODAY)
    with pytest.raises(PaymentIsNotPlausible, match="plausible/future"):
        require_what_was_asked(3_100, "EUR", _received(3_100), date(2023, 1, 15))


def _received(amount_minor: int) -> RecordPayment:
    return RecordPayment(
        amount_minor=amount_minor,
        currency="EUR",
        method="bank_transfer",
        received_on=TODAY,
        reference="line 7",
    )


ACCOUNT = {
    "recipient": "Example Telecom GmbH",
    "iban": "AT61 1904 3002 3457 3201",
    "bic": "bkauatww",
    "bank": "Example Bank",
}


def asked(provider_words: str, account: Mapping[str, str] | None) -> Said:
    """Of 31.00 euros."""
    return instructions(
        provider_words,
        account,
        amount_minor=3_100,
        currency="EUR",
        payment_reference="482 913 054",
    )


def test_an_account_is_told_field_by_field_and_in_words() -> None:
    told = asked("Or pay at our office.", OfflineOptions(**ACCOUNT).account)
    transfer = transfer_of(told)
    assert transfer is not None
    assert (transfer.recipient, transfer.iban) == ("Example Telecom GmbH", "AT611904300234573201")
    assert (transfer.bic, transfer.bank) == ("BKAUATWW", "Example Bank")
    assert (transfer.amount_minor, transfer.reference) == (3_100, "482 913 054")
    assert words(told, "customer", "de").splitlines() == [
        "Or pay at our office.",
        "Empfänger: Example Telecom GmbH",
        "IBAN: AT61 1904 3002 3457 3201",
        "BIC: BKAUATWW",
        "Bank: Example Bank",
        "Betrag: 31,00\xa0€",
        "Zahlungsreferenz: 482 913 054",
    ]


def test_words_alone_have_no_fields() -> None:
    account = OfflineOptions(instructions="IBAN AT61").account
    assert transfer_of(asked("IBAN AT61", account)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"iban": "AT61 1904 3002 3457 3210"},
        {"iban": "AT61"},
        {"iban": "A" * 35},
        {"bic": "BKAU"},
        {"recipient": None},
        {"iban": None},
        {"recipient": None, "iban": None},
        {"recipient": "x" * 71},
        {"recipient": "two\nlines"},
        {"bank": ""},
    ],
)
def test_an_account_that_no_transfer_reaches_ends_the_start(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OfflineOptions.model_validate({**ACCOUNT, **wrong})


@given(st.integers(4, 19), st.integers(1, 9))
def test_one_mistyped_digit_is_no_iban(place: int, off_by: int) -> None:
    digits = "AT611904300234573201"
    wrong = str((int(digits[place]) + off_by) % 10)
    with pytest.raises(ValidationError):
        OfflineOptions(recipient="x", iban=digits[:place] + wrong + digits[place + 1 :])
