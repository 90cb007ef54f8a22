"""List the partners that have settings of their own or customers. Nobody registers one."""

from chassis.auth import partner_of_list
from chassis.tokens import Caller
from contracts.message import Page
from contracts.settings import PartnerSummary
from services.orders.context import Context
from services.orders.domain.settings_rules import DEFAULT
from services.orders.repository.customers import partners_with_customers
from services.orders.repository.settings import Layers, read_all_layers


async def list_partners(context: Context, caller: Caller) -> Page[PartnerSummary]:
    only = partner_of_list(caller, None, None)
    async with context.database.autocommit() as connection:
        layers = await read_all_layers(connection)
        known = [only] if only else await partners_with_customers(connection)
    if only is None:
        known += [int(partner) for partner in layers.overrides if partner != DEFAULT]
    return Page(items=[_summary(layers, one) for one in sorted(set(known))])


def _summary(layers: Layers, partner_id: int) -> PartnerSummary:
    settings = layers.in_force(str(partner_id))
    return PartnerSummary(
        partner_id=partner_id,
        name=settings.display_name or settings.legal_name,
        ordering_enabled=settings.ordering_enabled,
        own_settings_count=len(layers.own(str(partner_id))),
    )
