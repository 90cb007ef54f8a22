"""Documents are written in the customer's own language, and in the partner's where it has none."""

from types import SimpleNamespace
from typing import cast

import pytest

from contracts.message import Language
from contracts.orders import CustomerView
from contracts.recording import OrderSnapshot
from workflows.order.steps.snapshots import party_of

POLICY = SimpleNamespace(
    time_zone="UTC",
    billing_day=1,
    numbering_pattern="{year}{month}{number}",
    legal_name="",
    address="",
    vat_id="",
    payment_term_days=14,
    payment_methods=[],
    gateway_enabled=False,
    language="fr",
)


@pytest.mark.parametrize(("own", "written"), [(None, "fr"), ("de", "de")])
def test_a_customers_own_language_comes_first(own: Language | None, written: Language) -> None:
    order = SimpleNamespace(partner_id=1, customer_id="mia", policy=POLICY)
    mia = CustomerView(id="mia", partner_id=1, name="Mia", email="mia@example.net", language=own)
    snapshot = cast(OrderSnapshot, SimpleNamespace(order=order, customer=mia))
    assert party_of(snapshot).language == written
