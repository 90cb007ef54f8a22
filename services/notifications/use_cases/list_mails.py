"""List the mails that a caller may read."""

from chassis.listing import Listing
from chassis.pages import page_of, shown
from chassis.tokens import Caller
from contracts.mails import MailView
from contracts.message import Page
from services.notifications.context import Context
from services.notifications.repository.mails import page_of_mails


async def list_mails(context: Context, caller: Caller, listing: Listing) -> Page[MailView]:
    """Newest first: those written to the customer, or all about an admin's partner's orders. What
    the mail server said is for staff."""
    async with context.database.autocommit() as connection:
        items = await page_of_mails(connection, listing)
    if caller.actor.kind == "customer":
        items = [item.model_copy(update={"failure": None}) for item in items]
    return page_of(items, shown, listing.limit)
