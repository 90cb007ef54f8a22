"""Read and change partner settings: field by field over partner default, each with its author."""

from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.settings import (
    ChangePartnerSettings,
    PartnerSettingsView,
    SettingChange,
    SettingsAreInconsistent,
)
from services.orders.context import Context
from services.orders.domain.settings_rules import (
    DEFAULT,
    require_consistent,
    require_known_fields,
)
from services.orders.repository.settings import (
    Layers,
    in_force,
    lock_settings,
    read_layers,
    write_overrides,
)


async def read_partner_settings(
    context: Context, caller: Caller, partner: str
) -> PartnerSettingsView:
    _require_partner(caller, partner)
    async with context.database.autocommit() as connection:
        return _view(await read_layers(connection, DEFAULT, partner), partner)


async def change_settings(
    context: Context, caller: Caller, partner: str, command: ChangePartnerSettings
) -> PartnerSettingsView:
    """Override and reset fields. Raises `SettingsAreInconsistent`, also when a change of partner
    default would make another partner's settings inconsistent. Running orders keep theirs."""
    _require_partner(caller, partner)
    require_known_fields(command.reset)
    values = command.model_dump(exclude_none=True, exclude={"reset"})
    both = sorted(set(values) & set(command.reset))
    if both:
        raise SettingsAreInconsistent("set_and_reset", fields=both)
    async with context.database.begin() as connection:
        await lock_settings(connection)
        reset = sorted(set(command.reset))
        await write_overrides(connection, partner, values, reset, caller.actor.label)
        affected = await read_layers(
            connection, *([] if partner == DEFAULT else (DEFAULT, partner))
        )
        for one in {DEFAULT, *affected} if partner == DEFAULT else {partner}:
            require_consistent(in_force(affected, one), one)
    return _view(affected, partner)


def _view(layers: Layers, partner: str) -> PartnerSettingsView:
    own = layers.get(partner, {})
    return PartnerSettingsView(
        partner=partner,
        settings=in_force(layers, partner),
        overridden={
            field: SettingChange(changed_by=o.changed_by, changed_at=o.changed_at)
            for field, o in own.items()
        },
    )


def _require_partner(caller: Caller, partner: str) -> None:
    """Admins have their own partner's settings; `default` is the operators'."""
    known = partner == DEFAULT or (partner.isascii() and partner.isdigit() and partner[0] != "0")
    own = caller.actor.kind != "admin" or partner == str(caller.actor.partner_id)
    if not known or not own or (partner != DEFAULT and int(partner) > 99):
        raise not_found("partner")
