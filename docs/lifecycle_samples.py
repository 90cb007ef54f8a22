"""Cases that the lifecycle page puts to the rules. Facts only; the answers come from the code."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from contracts.catalog import BillingCycle, Price, QuoteLine
from contracts.decisions import ItemState, Verdict
from contracts.message import Amount
from contracts.methods import PaymentMethodView
from contracts.payments import IntentState
from contracts.said import Told
from contracts.settings import PartnerSettings
from services.orders.domain.order import Decision, Item, Order
from services.orders.domain.partner_policy import policy_of
from services.payments.domain.collecting.intents import GatewayPayment, GatewayPaymentState, Intent

VERDICTS: tuple[Verdict, ...] = ("approve", "reject", "cancel", "expire")
PAID_ON, LATER = date(2023, 1, 1), date(2023, 1, 14)
AT = datetime(2023, 1, 1, tzinfo=UTC)
LINE = QuoteLine(
    offering_id="off_1",
    offering_revision=1,
    kind="internet",
    title="Fibre 100",
    quantity=1,
    price=Price(amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="monthly")),
    period=Amount(net_minor=3_100, vat_minor=0, gross_minor=3_100),
    fee=Amount(net_minor=0, vat_minor=0, gross_minor=0),
)


@dataclass(frozen=True)
class Case:
    """An item that is about to be decided, with the start date an approval would give."""

    order: Order
    item: Item
    start_on: date


def decisions() -> dict[str, Case]:
    """What an admin may meet, in words."""
    paid = _item("awaiting_confirmation")
    approved = replace(_item("approved"), decision=_approval())
    return {
        "a request": _case(_item("awaiting_approval"), paid_on=None),
        "not paid yet": _case(_item("awaiting_payment"), paid_on=None),
        "paid, starts on the payment date": replace(_case(paid), start_on=PAID_ON),
        "paid, starts later": _case(paid),
        "paid, starts later, partner without credit notes": _case(paid, credit_notes=False),
        "approved, start date corrected": _case(approved),
    }


def intent(state: IntentState) -> Intent:
    """An attempt to pay 31.00 EUR."""
    return Intent(
        id="pi_1",
        order_id="ord_1",
        invoice_id="inv_1",
        partner_id=1,
        customer_id="mia",
        attempt=1,
        state=state,
        amount_minor=3_100,
        currency="EUR",
        gateway="simulator",
        gateway_payment_id="gw_1",
        instructions=None,
        page_url=None,
        payment_method=None,
        return_url=None,
        captured_at=None,
        paid_on=None,
        failure=None,
        created_at=datetime(2023, 1, 1, tzinfo=UTC),
    )


def payment(state: GatewayPaymentState, amount_minor: int = 3_100) -> GatewayPayment:
    """What the gateway says of it."""
    if state != "captured":
        return GatewayPayment("gw_1", state)
    return GatewayPayment("gw_1", state, amount_minor=amount_minor, currency="EUR", captured_at=AT)


def _words(text: str) -> Told:
    return Told(code="others.words", facts={"words": text}, text=text)


PAGE = PaymentMethodView(id="card", kind="page", label=_words("Card"), gateway="card")
LINKED = PaymentMethodView(id="card:1", kind="linked", label=_words("Visa"), gateway="card")
EXPIRED = PaymentMethodView(
    id="card:2",
    kind="linked",
    label=_words("Old Visa"),
    gateway="card",
    usable=False,
    why_not=_words("Expired."),
)
UNKNOWN = PaymentMethodView(
    id="card:", kind="linked", label=_words("Linked"), gateway="card", usable=False, is_unknown=True
)
TRANSFER = PaymentMethodView(
    id="offline", kind="instructions", label=_words("Bank transfer"), gateway="offline"
)
Offered = list[PaymentMethodView] | None
PARTNER_WORDS = ["page", "linked"]


def payment_choices() -> dict[str, tuple[str | None, Offered]]:
    """What a customer picks of what is offered, in words."""
    return {
        "nothing, and there is a page": (None, [LINKED, TRANSFER, PAGE]),
        "nothing, and there are instructions only": (None, [LINKED, TRANSFER]),
        "nothing, and there are linked methods only": (None, [LINKED]),
        "a usable method": (LINKED.id, [PAGE, LINKED]),
        "one that is not offered": (TRANSFER.id, [PAGE, LINKED]),
        "an expired one, and another could be used": (EXPIRED.id, [PAGE, EXPIRED]),
        "an expired one, and none can be used": (EXPIRED.id, [EXPIRED]),
        "nothing, and none can be used": (None, [EXPIRED]),
        "a linked one, and its gateway does not answer": ("card:9", [PAGE, UNKNOWN]),
        "what the partner may offer, and payments does not answer": (LINKED.id, None),
        "what the partner does not name, and payments does not answer": (TRANSFER.id, None),
    }


def _case(item: Item, *, paid_on: date | None = PAID_ON, credit_notes: bool = True) -> Case:
    order = Order(
        id="ord_1",
        partner_id=1,
        customer_id="mia",
        path="upfront" if paid_on else "request",
        currency="EUR",
        total_minor=3_100,
        placed_at=AT,
        payment_attempt=1,
        paid_on=paid_on,
        policy=policy_of(PartnerSettings(credit_notes_enabled=credit_notes), 0),
        items=(item,),
    )
    return Case(order, item, LATER)


def _item(state: ItemState) -> Item:
    return Item(id="itm_1", line=LINE, state=state)


def _approval() -> Decision:
    return Decision(
        id="dec_1",
        item_id="itm_1",
        revision=1,
        verdict="approve",
        documents="none",
        start_on=PAID_ON,
        previous_start_on=PAID_ON,
        reason=None,
        refund_to=None,
        decided_by="admin/ada",
        decided_at=AT,
        applied_at=AT,
    )
