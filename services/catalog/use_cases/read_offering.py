"""Read one offering; what a caller may not see does not exist for it."""

from chassis.database import Database
from chassis.problems import not_found
from contracts.actors import Actor
from contracts.catalog import OfferingView
from services.catalog.domain.availability import Buyer, may_order, may_see
from services.catalog.repository.offerings import find_offering


async def read_for_buyer(database: Database, buyer: Buyer, offering_id: str) -> OfferingView:
    offering = await _read(database, offering_id)
    if not may_order(offering, buyer.partner_id, buyer.audience):
        raise not_found("offering")
    return offering


async def read_for_staff(database: Database, actor: Actor, offering_id: str) -> OfferingView:
    offering = await _read(database, offering_id)
    if not may_see(actor, offering):
        raise not_found("offering")
    return offering


async def _read(database: Database, offering_id: str) -> OfferingView:
    async with database.autocommit() as connection:
        offering = await find_offering(connection, offering_id)
    if offering is None:
        raise not_found("offering")
    return offering
