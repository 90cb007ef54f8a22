"""What is known of money that came in."""

from datetime import UTC, date, datetime

from contracts.bookkeeping import RecordPayment
from services.payments.domain.collecting.payments import OrderPayments, Payment

NOW = datetime(2023, 1, 14, tzinfo=UTC)


def a_payment(**recorded: object) -> Payment:
    captured: dict[str, object] = {
        "id": "pay_1",
        "order_id": "ord_1",
        "customer_id": "mia",
        "partner_id": 1,
        "currency": "EUR",
        "invoice_id": "inv_1",
        "amount_minor": 3_100,
        "captured_at": NOW,
    }
    return Payment(**{**captured, **recorded})  # type: ignore[arg-type]


def test_an_order_takes_money_until_it_is_paid_or_closed() -> None:
    assert OrderPayments("ord_1", None, None).takes_money
    assert not OrderPayments("ord_1", "pi_1", None).takes_money
    assert not OrderPayments("ord_1", None, NOW).takes_money


def test_what_an_admin_recorded_is_read_back_as_it_was_said() -> None:
    said = RecordPayment(
        amount_minor=3_100,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 14),
        reference="receipt 7",
    )
    assert a_payment(**said.model_dump()).receipt == said
    assert a_payment(intent_id="pi_1").receipt is None
