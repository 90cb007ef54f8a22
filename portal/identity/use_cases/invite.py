"""Make a customer's account, if there is none, and mail the customer a link into the portal."""

from chassis.auth import require
from chassis.tokens import Caller
from contracts.portal import AccountView
from portal.identity.context import Context
from portal.identity.repository import accounts
from portal.identity.use_cases.mail_links import ask_for_link
from wording.languages import spoken


async def invite(
    context: Context, caller: Caller, partner_id: int, customer_id: str, *, address: str
) -> AccountView:
    """Passwords and sessions stay as they are. Raises `ObjectIsNotFound` for an unknown customer,
    and `TooManyAttempts` where that address was mailed too often."""
    require(caller, "operator")
    customer = await context.orders.customer(customer_id, partner_id=partner_id)
    async with context.database.begin() as connection:
        (account,) = await accounts.put_accounts(connection, [customer], context.now())
    await ask_for_link(
        context,
        account.email,
        next_page="/",
        language=account.language or spoken(),
        address=address,
        purpose="invitation",
    )
    return AccountView(
        id=account.id, partner_id=partner_id, customer_id=customer_id, email=account.email
    )
