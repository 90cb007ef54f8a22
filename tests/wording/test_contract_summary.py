"""The summary of a contract as a file: what was agreed, in the customer's language."""

from datetime import UTC, datetime

import pytest

from contracts.agreements import ContractLine, ContractParty, ContractSummary
from contracts.catalog import BillingCycle
from contracts.message import Amount
from wording.contract_summary import contract_as_text

AMOUNT = Amount(net_minor=2_583, vat_minor=517, gross_minor=3_100)
NOTHING = Amount(net_minor=0, vat_minor=0, gross_minor=0)


def summary(**more: object) -> ContractSummary:
    line = ContractLine(
        title="All in one",
        component_titles=["Fibre 100"],
        quantity=2,
        cycle=BillingCycle(kind="monthly"),
        price=AMOUNT,
        period_count=1,
        charged=AMOUNT,
        fee=NOTHING,
        vat_basis_points=2_000,
        contract_months=24,
    )
    given = {
        "order_id": "ord_1",
        "placed_at": datetime(2023, 1, 1, 23, 30, tzinfo=UTC),
        "time_zone": "Europe/Vienna",
        "language": "en",
        "provider": ContractParty(
            name="Lines",
            legal_name="Lines Ltd",
            address="Ring 1\n1010 Wien",
            vat_id="",
            support_email="help@example.net",
            support_phone="",
        ),
        "customer_id": "carl",
        "customer_name": "Carl Corner",
        "customer_email": "carl@example.org",
        "lines": [line],
        "currency": "EUR",
        "total": AMOUNT,
        "terms_version": "9f86d081884c7d65",
        "terms_text": "Fibre is shared.\n\nA month's notice.",
        "agreed_by": "customer/carl",
        "settings_version": 3,
    }
    return ContractSummary.model_validate(given | more)


def test_it_holds_what_was_agreed() -> None:
    text = contract_as_text(summary()).decode()
    assert [line for line in text.split("\r\n") if line] == [
        "Contract summary of order ord_1",
        "Ordered on 2 January 2023",
        "Provider: Lines Ltd",
        "Ring 1",
        "1010 Wien",
        "help@example.net",
        "Customer: Carl Corner",
        "carl@example.org",
        "2 × All in one",
        "  - Fibre 100",
        "Price: €31.00 per month",
        "Charged with this order: €31.00",
        "Contract for 24 months",
        "Total: €31.00, of which €5.17 is VAT",
        "Terms that were agreed to: version 9f86d081884c7d65",
        "Fibre is shared.",
        "A month's notice.",
    ]


def test_a_provider_that_has_no_name_yet_has_no_line() -> None:
    nameless = ContractParty(
        name="", legal_name="", address="", vat_id="", support_email="", support_phone=""
    )
    text = contract_as_text(summary(provider=nameless)).decode()
    assert "Provider" not in text
    assert "Customer: Carl Corner" in text


@pytest.mark.parametrize(("language", "begins"), [("de", "Vertrags"), ("fr", "Récapitulatif")])
def test_it_speaks_the_customers_language(language: str, begins: str) -> None:
    assert contract_as_text(summary(language=language)).decode().startswith(begins)


def test_a_name_cannot_look_like_a_line_of_ours() -> None:
    text = contract_as_text(summary(customer_name="Carl\nTotal: nothing", terms_version=None))
    assert "\nTotal: nothing" not in text.decode()
    assert "No terms had to be agreed to." in text.decode()
