"""What a change of partner settings would do, and to how many carts and orders. Changes nothing."""

from collections.abc import Mapping
from typing import Any

from chassis.tokens import Caller
from contracts.said import Said, said
from contracts.settings import (
    MOST_PARTNERS,
    ChangedField,
    ChangePartnerSettings,
    SettingsPreview,
)
from services.orders.context import Context
from services.orders.domain.settings_changes import after_change, changes_between
from services.orders.domain.settings_rules import DEFAULT, faults_of, settings_in_force
from services.orders.repository.carts import count_filled_carts
from services.orders.repository.orders import count_open_orders
from services.orders.repository.settings import Layers, read_all_layers, read_layers
from services.orders.use_cases.change_settings import require_seen
from services.orders.use_cases.read_settings import require_partner
from wording.telling import tell


async def preview_settings(
    context: Context, caller: Caller, partner: str, command: ChangePartnerSettings
) -> SettingsPreview:
    """Raises `SettingsHaveChangedMeanwhile`, and `SettingsAreInconsistent` for a command that makes
    no sense whatever there is; why else it would be refused is among the faults."""
    require_partner(caller, partner)
    async with context.database.autocommit() as connection:
        layers = await read_layers(connection, partner)
        after = after_change(layers.own(partner), command)
        changes = changes_between(layers.inherited_by(partner), layers.own(partner), after)
        if not changes:
            return SettingsPreview(changes=[], faults=[], open_cart_count=0, open_order_count=0)
        await require_seen(connection, layers, partner, command.expected_version)
        every = await read_all_layers(connection) if partner == DEFAULT else layers
        concerned = _concerned(every, partner, changes)
        carts = await count_filled_carts(connection, concerned)
        orders = await count_open_orders(connection, concerned)
    return SettingsPreview(
        changes=changes,
        faults=[tell(fault, caller.actor) for fault in _faults(every, partner, after)],
        open_cart_count=carts,
        open_order_count=orders,
    )


def _concerned(layers: Layers, partner: str, changes: list[ChangedField]) -> list[int]:
    """Whose settings are others then: of partner default, all who inherit one of them."""
    if partner != DEFAULT:
        return [int(partner)]
    changed = {one.field for one in changes}
    return [one for one in range(1, MOST_PARTNERS + 1) if changed - set(layers.own(str(one)))]


def _faults(layers: Layers, partner: str, after: Mapping[str, Any]) -> list[Said]:
    """Its own; where it has none, those of the first partner that inherits what is no good."""
    own = {name: layers.own(name) for name in layers.overrides} | {partner: after}

    def faults(one: str) -> list[Said]:
        over = (own.get(name, {}) for name in dict.fromkeys((DEFAULT, one)))
        return faults_of(settings_in_force(*over))

    if found := faults(partner):
        return found
    others = sorted(set(own) - {DEFAULT}, key=int) if partner == DEFAULT else []
    told = ((one, faults(one)) for one in others)
    return next(([said("settings.of_partner", partner=one, faults=f)] for one, f in told if f), [])
