"""Reads money on its way in: a list, or one attempt or receipt."""

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.collecting.finding import Incoming, WantedIncoming
from services.payments.repository.collecting import incoming


async def list_incoming(context: Context, wanted: WantedIncoming) -> list[Incoming]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        return await incoming.page_of_incoming(connection, wanted)


async def read_incoming(context: Context, payment_id: str) -> Incoming:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        found = await incoming.find_incoming(connection, payment_id)
    if found is None:
        raise not_found("payment")
    return found
