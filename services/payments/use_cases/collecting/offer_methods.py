"""By which methods an open invoice can be paid: what its partner offered when the order was placed,
and the customer has."""

from contracts.actors import Actor
from contracts.methods import (
    PaymentMethodIsNotOffered,
    PaymentMethodIsNotUsable,
    PaymentMethods,
    PaymentMethodView,
)
from contracts.said import Said, said
from services.payments.context import Context
from services.payments.domain.collecting.methods import offered_by, payer_of
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.use_cases.collecting.list_methods import LINKED_WAIT_SECONDS, list_methods


async def offer_methods(
    context: Context, invoice: Invoice, viewer: Actor, *, linked: bool = True
) -> PaymentMethods:
    """Without `linked` no gateway is asked for what the customer left there."""
    party = invoice.party
    words = party.payment_methods
    payer = payer_of(party.partner_id, party.customer_id)
    wait_seconds = LINKED_WAIT_SECONDS if linked and words else 0
    found = await list_methods(context, viewer, payer, invoice.currency, wait_seconds)
    return PaymentMethods(
        methods=offered_by(words, found.methods),
        linked_at=[name for name in found.linked_at if "linked" in words or name in words],
    )


async def require_offered(context: Context, invoice: Invoice, wanted: str, customer: Actor) -> None:
    """Raises `PaymentMethodIsNotOffered` or `PaymentMethodIsNotUsable`. A linked method of a
    gateway that does not answer is taken on trust: it may well be there."""
    gateway, linked, _ = wanted.partition(":")
    found = await offer_methods(context, invoice, customer, linked=bool(linked))
    usable = [method for method in found.methods if method.usable]
    choices = [said("order.listed_method", label=m.label, method_id=m.id) for m in usable]
    chosen = next((method for method in found.methods if method.id == wanted), None)
    if chosen is None:
        if linked and any(one.is_unknown and one.gateway == gateway for one in found.methods):
            return
        offered = [method.id for method in found.methods]
        raise PaymentMethodIsNotOffered(wanted=wanted, choices=choices, offered=offered)
    _require_usable(chosen, choices, [method.id for method in usable])


def _require_usable(chosen: PaymentMethodView, choices: list[Said], usable: list[str]) -> None:
    if not chosen.usable or chosen.is_unknown:
        why_not = chosen.why_not
        raise PaymentMethodIsNotUsable(
            label=chosen.label, why_not=why_not, choices=choices, usable=usable
        )
