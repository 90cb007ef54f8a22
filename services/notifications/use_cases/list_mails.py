"""List the mails that a caller may read."""

from chassis.database import Database
from chassis.pages import cursor_after, decode_cursor
from chassis.tokens import Caller
from contracts.message import Page
from contracts.notifications import MailView
from services.notifications.repository.mails import page_of_mails


async def list_mails(
    database: Database, caller: Caller, order_id: str | None, cursor: str | None, limit: int
) -> Page[MailView]:
    """Newest first: those written to the customer, or all about an admin's partner's orders. What
    the mail server said is for staff."""
    actor = caller.actor
    async with database.autocommit() as connection:
        items = await page_of_mails(
            connection,
            partner_id=actor.partner_id,
            customer_id=actor.id if actor.kind == "customer" else None,
            order_id=order_id,
            before_id=decode_cursor(cursor),
            limit=limit,
        )
    if actor.kind == "customer":
        items = [item.model_copy(update={"failure": None}) for item in items]
    return Page(items=items, next_cursor=cursor_after([item.id for item in items], limit))
