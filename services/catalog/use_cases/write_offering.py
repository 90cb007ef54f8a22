"""Create an offering, or replace its fields with a new revision that keeps the old one."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.catalog import OfferingFields, OfferingHasChangedMeanwhile, OfferingView
from contracts.problems import ActionIsNotAllowed
from services.catalog.context import Context
from services.catalog.domain.availability import may_see, may_write
from services.catalog.domain.bundles import check_components, check_still_fits
from services.catalog.repository.history import newest_revisions
from services.catalog.repository.offerings import (
    bundles_with,
    components_for_bundle,
    find_offering,
    insert_offering,
    replace_offering,
)


async def create_offering(
    context: Context, actor: Actor, fields: OfferingFields, request_key: str
) -> OfferingView:
    """Raises `ActionIsNotAllowed`, `BundleComponentIsNotAllowed`."""
    _check_may_write(actor, fields.availability.partner_ids)
    async with context.database.begin() as connection:
        await _check_bundle(connection, actor, fields)
        return await insert_offering(
            connection, new_id("off"), fields, request_key, changed_by=actor.label
        )


async def change_offering(
    context: Context, actor: Actor, offering_id: str, fields: OfferingFields, revision: int
) -> OfferingView:
    """Replace `revision` by the next. Raises `OfferingHasChangedMeanwhile` when it is not the
    present one, and what `create_offering` raises."""
    async with context.database.begin() as connection:
        present = await find_offering(connection, offering_id, lock=True)
        if present is None or not may_see(actor, present):
            raise not_found("offering")
        _check_may_write(actor, present.availability.partner_ids)
        _check_may_write(actor, fields.availability.partner_ids)
        if present.revision != revision:
            raise await _changed_meanwhile(connection, present, revision)
        await _check_bundle(connection, actor, fields)
        check_still_fits(offering_id, fields, await bundles_with(connection, offering_id))
        return await replace_offering(connection, offering_id, fields, changed_by=actor.label)


async def _changed_meanwhile(
    connection: AsyncConnection, present: OfferingView, expected: int
) -> OfferingHasChangedMeanwhile:
    [newest] = await newest_revisions(connection, present.id)
    return OfferingHasChangedMeanwhile(
        revision=present.revision,
        expected=expected,
        changed_by=newest.changed_by,
        changed_at=newest.changed_at,
    )


def _check_may_write(actor: Actor, partner_ids: list[int]) -> None:
    if not may_write(actor, partner_ids):
        raise ActionIsNotAllowed("foreign_offering")


async def _check_bundle(connection: AsyncConnection, actor: Actor, fields: OfferingFields) -> None:
    if fields.kind == "bundle":
        found = await components_for_bundle(connection, fields.component_ids)
        seen = {key: offering for key, offering in found.items() if may_see(actor, offering)}
        check_components(fields, seen)
