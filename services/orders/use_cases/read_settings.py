"""Read partner settings: as they are now, in their versions, and what customers may know."""

from collections.abc import Mapping
from operator import attrgetter

from chassis.auth import partner_of_customer
from chassis.pages import decode_number, page_of, shown
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.message import Page
from contracts.said import said
from contracts.settings import (
    MOST_PARTNERS,
    PartnerProfile,
    PartnerSettings,
    PartnerSettingsView,
    SettingChange,
    SettingsThen,
    SettingsVersion,
)
from services.orders.context import Context
from services.orders.domain.settings_rules import DEFAULT, reached_at, settings_in_force
from services.orders.domain.terms import terms_of
from services.orders.repository.settings import Layers, read_layers, read_settings
from services.orders.repository.settings_versions import KeptVersion, layers_at, list_versions
from wording.telling import tell


async def read_partner_settings(
    context: Context, caller: Caller, partner: str
) -> PartnerSettingsView:
    require_partner(caller, partner)
    async with context.database.autocommit() as connection:
        return settings_view(context, await read_layers(connection, partner), partner)


async def page_of_versions(
    context: Context, caller: Caller, partner: str, cursor: str | None, limit: int
) -> Page[SettingsVersion]:
    """Newest first: the partner's own and those of `default`, which it inherits."""
    require_partner(caller, partner)
    before = decode_number(cursor)
    async with context.database.autocommit() as connection:
        found = await list_versions(connection, partner, before=before, limit=limit)
    return page_of(found, shown, limit, last_id=attrgetter("number"))


async def read_version(context: Context, caller: Caller, partner: str, number: int) -> SettingsThen:
    """The settings of the partner once this change was made, of its own or of `default`. Raises
    `ObjectIsNotFound` also for a change of another partner's."""
    require_partner(caller, partner)
    async with context.database.autocommit() as connection:
        kept = await layers_at(connection, partner, number)
    made = next((one.version for one in kept.values() if one.version.number == number), None)
    if made is None:
        raise not_found("settings version")
    own = sorted(kept[partner].own) if partner in kept else []
    return SettingsThen(version=made, settings=settings_then(kept, partner), own=own)


def settings_then(kept: Mapping[str, KeptVersion], partner: str) -> PartnerSettings:
    """Of the versions that `layers_at` found."""
    layers = [kept[name].own for name in dict.fromkeys((DEFAULT, partner)) if name in kept]
    return settings_in_force(*layers)


async def read_profile(context: Context, caller: Caller, named: int | None) -> PartnerProfile:
    """Of the caller's own partner, or of the one that an operator or a system names. Raises
    `PartnerIsNotNamed`, `ObjectIsNotFound`."""
    partner_id = partner_of_customer(caller, named)
    async with context.database.autocommit() as connection:
        own = await read_settings(connection, partner_id)
    settings = _reached(context, own)
    no_ordering = None if settings.ordering_enabled else said("checkout.no_ordering")
    public = settings.model_dump(include=set(PartnerProfile.model_fields))
    return PartnerProfile(
        partner_id=partner_id,
        name=settings.display_name or settings.legal_name,
        no_ordering_reason=tell(no_ordering, caller.actor) if no_ordering else None,
        terms_version=terms_of(settings).version,
        **public,
    )


def settings_view(context: Context, layers: Layers, partner: str) -> PartnerSettingsView:
    return PartnerSettingsView(
        partner=partner,
        version=layers.version,
        settings=_reached(context, layers.in_force(partner)),
        inherited=_reached(context, layers.inherited_by(partner)),
        overridden={
            name: SettingChange(changed_by=one.changed_by, changed_at=one.changed_at)
            for name, one in layers.overrides.get(partner, {}).items()
        },
    )


def _reached(context: Context, settings: PartnerSettings) -> PartnerSettings:
    return reached_at(settings, context.settings.portal_url, context.settings.admin_url)


def require_partner(caller: Caller, partner: str) -> None:
    """Admins have their own partner's settings; `default` is the operators'."""
    known = partner == DEFAULT or (partner.isascii() and partner.isdigit() and partner[0] != "0")
    own = caller.actor.kind != "admin" or partner == str(caller.actor.partner_id)
    if not known or not own or (partner != DEFAULT and int(partner) > MOST_PARTNERS):
        raise not_found("partner")
