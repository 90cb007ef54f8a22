"""Numbers, intents and ledger entries."""

from dataclasses import replace

import pytest

from contracts.message import Amount
from contracts.payments import IntentState
from contracts.said import said
from services.payments.domain.bookkeeping.ledger import (
    Entry,
    credit_note_entry,
    credit_note_void_entry,
    invoice_entry,
    payment_entry,
    refund_entry,
)
from services.payments.domain.collecting.intents import (
    GatewayPayment,
    GatewayPaymentState,
    Step,
    gateway_says,
    may_move,
    next_step,
)
from services.payments.domain.invoicing.numbering import document_number
from tests.services.payments.domain.intents import an_intent

AMOUNT = Amount(net_minor=1_000, vat_minor=200, gross_minor=1_200)
INTENT = an_intent(attempt=2, amount_minor=1_200)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{year}{partner:02d}{next:06d}", "202303000042"),
        ("INV-{year}-{next}", "INV-2023-42"),
        ("{next:06d}", "202303000042"),
        ("{year.__class__}{next}", "202303000042"),
        ("{year}{next}{other}", "202303000042"),
    ],
)
def test_a_number_follows_the_pattern_or_the_default(pattern: str, number: str) -> None:
    assert document_number(pattern, year=2023, partner_id=3, sequence=42) == number


@pytest.mark.parametrize("settled", ["captured", "failed", "cancelled", "mismatch"])
@pytest.mark.parametrize("new", ["open", "processing", "captured", "failed", "cancelled"])
def test_a_settled_intent_never_moves(settled: IntentState, new: IntentState) -> None:
    assert not may_move(settled, new)


def test_an_intent_never_moves_back() -> None:
    assert may_move("created", "processing")
    assert not may_move("processing", "open")
    assert not may_move("open", "open")


@pytest.mark.parametrize(
    ("state", "said", "amount_minor", "takes_money", "step"),
    [
        ("open", "captured", 1_200, True, "capture"),
        ("created", "captured", 1_200, True, "capture"),
        ("open", "captured", 1_201, True, "mismatch"),
        ("open", "captured", 1_200, False, "refund"),
        ("cancelled", "captured", 1_200, True, "refund"),
        ("captured", "captured", 1_200, False, "nothing"),
        ("mismatch", "captured", 1_201, True, "nothing"),
        ("open", "failed", None, True, "move"),
        ("captured", "failed", None, True, "nothing"),
        ("processing", "open", None, True, "nothing"),
    ],
)
def test_what_the_gateways_answer_means(
    state: IntentState,
    said: GatewayPaymentState,
    amount_minor: int | None,
    takes_money: bool,
    step: Step,
) -> None:
    payment = GatewayPayment("chk_1", said, amount_minor=amount_minor, currency="EUR")
    assert next_step(replace(INTENT, state=state), payment, takes_money=takes_money) == step


def test_another_currency_is_a_mismatch() -> None:
    payment = GatewayPayment("chk_1", "captured", amount_minor=1_200, currency="USD")
    assert next_step(INTENT, payment, takes_money=True) == "mismatch"


def test_the_gateway_key_is_the_business_key() -> None:
    assert INTENT.gateway_key == "order/ord_1/payment/2"


@pytest.mark.parametrize(
    ("entry", "owed_minor"),
    [
        (invoice_entry("i", "1", "c", AMOUNT), 1_200),
        (payment_entry("p", "c", "simulator", 1_200), -1_200),
        (credit_note_entry("n", "2", "c", AMOUNT), -1_200),
        (credit_note_void_entry("n", "2", "c", AMOUNT), 1_200),
        (refund_entry("r", "c", "simulator", 500), 500),
    ],
)
def test_every_entry_balances_and_moves_what_the_customer_owes(
    entry: Entry, owed_minor: int
) -> None:
    postings = entry.postings
    assert sum(p.debit_minor - p.credit_minor for p in postings) == 0
    owed = [p for p in postings if p.account == "receivable/c"]
    assert sum(p.debit_minor - p.credit_minor for p in owed) == owed_minor


def test_a_gateways_words_can_always_be_kept() -> None:
    told = "closed\0" + "!" * 10_000
    kept = "closed\ufffd" + "!" * 493
    assert gateway_says(told) == said("gateway.words", gateway_words=kept, gateway_language="en")
    assert gateway_says(None) is None
