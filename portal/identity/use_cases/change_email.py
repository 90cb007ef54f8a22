"""Have another mail address: it is taken once a link that was mailed there has been used, here and
in orders, which writes to it."""

from contracts.orders import CustomerFields
from contracts.portal import AddressIsOfSomebodyElse, LinkCannotBeUsed
from portal.identity.context import Context
from portal.identity.repository import accounts, links, sessions
from portal.identity.use_cases.enter import customers_with
from portal.identity.use_cases.tell_owner import tell_owner

NEXT_PAGE = "/security"
"""Where it is changed."""


async def take_new_email(context: Context, account_id: str, email: str) -> None:
    """Its old address is told, and all sessions end, so that whoever came in before comes in no
    more. The password stays, if the new address has none yet and is nobody
    else's, with any partner: it would open their accounts, too. Raises
    `AddressIsOfSomebodyElse` where another customer of the partner has it."""
    async with context.database.autocommit() as connection:
        account = await accounts.find_account(connection, account_id)
    if account is None:
        raise LinkCannotBeUsed
    mine = (account.partner_id, account.customer_id)
    owners = {(one.partner_id, one.id) for one in await customers_with(context, email)} - {mine}
    if any(partner_id == account.partner_id for partner_id, _ in owners):
        raise AddressIsOfSomebodyElse
    customer = await context.orders.customer(account.customer_id, partner_id=account.partner_id)
    fields = CustomerFields(**{**customer.model_dump(exclude={"id"}), "email": email})
    await context.orders.put_customer(account.customer_id, fields)
    now = context.now()
    async with context.database.begin() as connection:
        await accounts.set_email(connection, account_id, email)
        old = await accounts.find_password(connection, account.email)
        if old and not owners and not await accounts.find_password(connection, email):
            await accounts.put_password(connection, email, old, now)
        await accounts.forget_password_of_nobody(connection, account.email)
        await sessions.end_sessions_of(connection, [account_id], now, but=None)
        await links.void_links_of(connection, [account_id], now)
        message = await tell_owner(context, connection, account_id, account.email, "email_changed")
    context.inline.deliver_soon([message])
