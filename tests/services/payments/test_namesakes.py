"""Two customers of the same name at two partners never meet: neither in the books nor at the
gateways, which hold the cards of both."""

from datetime import date

import pytest
from pydantic import SecretStr

from contracts.credits import IssueCredit
from contracts.methods import LinkMethod
from contracts.problems import PartnerIsNotNamed
from contracts.refunds import RefundCreditNote
from contracts.said import said
from tests.services.namesakes import NAME, OPERATIONS, Visit, Walk, mia_of
from tests.services.payments.world import SYSTEM, World, own_partner, party, payment_order

pytestmark = pytest.mark.engines

DAYS = {"from": "2020-01-01", "to": "2040-01-01"}
FOR_CUSTOMERS = [
    Visit("GET /v1/payment-intents/{intent_id}", 404),
    Visit("GET /v1/orders/{order_id}/payment-intents", 404),
    Visit("GET /v1/orders/{order_id}/payment-intents/{attempt}", 404),
    *(
        Visit(f"GET /v1/{listed}", status, query=query)
        for listed in ("documents", "invoices", "credit-notes", "refunds", "payments")
        for status, query in (
            (200, {}),
            (200, {"order_id": "{order_id}"}),
            (200, {"customer_id": NAME}),
            (404, {"customer_id": NAME, "partner_id": "{partner_id}"}),
        )
    ),
    Visit("GET /v1/invoices/{invoice_id}", 404),
    Visit("GET /v1/invoices/{invoice_id}/explanation", 404),
    Visit("GET /v1/invoices/{invoice_id}/document", 404),
    Visit("GET /v1/invoices/{invoice_id}/payment-methods", 404),
    Visit("GET /v1/invoices/{invoice_id}/payment", 404),
    Visit("POST /v1/invoices/{invoice_id}/payment/look-up", 404, {}),
    Visit("POST /v1/invoices/{invoice_id}/payment-intents", 404, {"payment_method": "simulator"}),
    Visit("GET /v1/credit-notes/{credit_note_id}", 404),
    Visit("GET /v1/credit-notes/{credit_note_id}/explanation", 404),
    Visit("GET /v1/credit-notes/{credit_note_id}/document", 404),
    Visit("GET /v1/refunds/{refund_id}", 404),
    Visit("GET /v1/accounts/{customer_id}", 200),
    Visit("GET /v1/accounts/{customer_id}/overview", 200),
    Visit("GET /v1/accounts/{customer_id}", 404, query={"partner_id": "{partner_id}"}),
    Visit("GET /v1/accounts/{customer_id}/statement", 404, query=DAYS),
    Visit("GET /v1/customers/{customer_id}/payment-methods", 200),
    Visit(
        "GET /v1/customers/{customer_id}/payment-methods",
        404,
        query={"partner_id": "{partner_id}"},
    ),
    Visit("POST /v1/customers/{customer_id}/payment-methods/link", 200, {}),
]
FOR_OTHERS = OPERATIONS | {
    "POST /v1/webhooks/{gateway}",
    "POST /v1/payment-intents",
    "POST /v1/orders/{order_id}/payment-intents/{attempt}/look-up",
    "POST /v1/payment-intents/{intent_id}/ask-gateway",
    "POST /v1/orders/{order_id}/close-payment",
    "POST /v1/invoices",
    "POST /v1/invoices/preview",
    "POST /v1/credit-notes/preview",
    "POST /v1/credit-notes",
    "POST /v1/credit-notes/{credit_note_id}/refunds",
    "POST /v1/refunds/{refund_id}/retry",
    "POST /v1/refunds/{refund_id}/end",
    "POST /v1/refunds/{refund_id}/rounds/{rounds}/step",
    "POST /v1/refunds/{refund_id}/rounds/{rounds}/operator-end",
    "POST /v1/refunds/{refund_id}/by-hand",
    "POST /v1/invoices/{invoice_id}/payments",
    "POST /v1/payment-intents/{intent_id}/receipt",
    "GET /v1/offline-payments",
    "GET /v1/desk",
    "GET /v1/incoming-payments",
    "GET /v1/incoming-payments/{payment_id}",
    "GET /v1/audit/ledger",
    "POST /v1/reconciliations",
    "GET /v1/reconciliations",
    "GET /v1/reconciliations/{reconciliation_id}",
    "POST /v1/reconciliations/{reconciliation_id}/pages",
    "POST /v1/reconciliations/{reconciliation_id}/findings",
    "POST /v1/reconciliations/{reconciliation_id}/finish",
    "POST /v1/settled-payments",
}


async def _ids_of_her_things(world: World, partner_id: int) -> dict[str, str]:
    """A paid order with a credit note that goes back to the card, and a card that is linked."""
    order = payment_order(payer=party(partner_id, NAME))
    captured = await world.paid(order)
    moved = IssueCredit(
        order_item_id=order.lines[0].item_id,
        new_start_on=date(2023, 1, 14),
        revision=1,
        reason=said("others.words", words="Installed later"),
    )
    note = (await world.system.issue_credit(moved)).credit_note
    assert note is not None
    admin = world.acting(mia_of(partner_id).model_copy(update={"kind": "admin", "id": "ada"}))
    refund = await admin.refund_credit_note(note.id, RefundCreditNote(), key=f"back/{note.id}")
    hers = world.acting(mia_of(partner_id))
    page = await hers.link_method(NAME, LinkMethod(return_url="https://portal.example/back"))
    (await world.simulator.post(page.page_url, json={"card": "success"})).raise_for_status()
    return {
        "partner_id": str(partner_id),
        "order_id": order.order_id,
        "attempt": "1",
        "intent_id": captured.id,
        "invoice_id": captured.invoice_id,
        "credit_note_id": note.id,
        "refund_id": refund.id,
    }


async def test_no_route_leads_to_a_namesakes_things(
    world: World, token_keys: dict[str, SecretStr]
) -> None:
    other, own = own_partner(), own_partner()
    ids = await _ids_of_her_things(world, other)
    hers, mine = world.acting(mia_of(other)), world.acting(mia_of(own))
    walk = Walk("payments", world.payments, token_keys, mia_of(own), ids, ("4242",))
    await walk.everywhere(FOR_CUSTOMERS, FOR_OTHERS)
    assert [m.kind for m in (await hers.payment_methods(NAME)).methods].count("linked") == 1
    assert [m.kind for m in (await mine.payment_methods(NAME)).methods].count("linked") == 0
    assert (await mine.account(NAME)).entries == []


async def test_a_namesakes_card_pays_nothing(world: World) -> None:
    other, own = own_partner(), own_partner()
    await _ids_of_her_things(world, other)
    [card] = [
        method.id
        for method in (await world.acting(mia_of(other)).payment_methods(NAME)).methods
        if method.kind == "linked"
    ]
    order = payment_order(payer=party(own, NAME)).model_copy(update={"payment_method": card})
    assert (await world.open(order)).state == "failed"


async def test_who_sees_all_must_say_whose_customer_is_meant(world: World) -> None:
    other, own = own_partner(), own_partner()
    await _ids_of_her_things(world, other)
    everybody = world.acting(SYSTEM)
    for read in (
        everybody.account(NAME),
        everybody.invoices(customer_id=NAME),
        everybody.payment_methods(NAME),
    ):
        with pytest.raises(PartnerIsNotNamed):
            await read
    assert (await everybody.account(NAME, partner_id=other)).entries
    assert (await everybody.account(NAME, partner_id=own)).entries == []
    assert (await everybody.invoices(customer_id=NAME, partner_id=own)).items == []
