"""Give a customer's mail address a password, for an operator who prepares a demo or helps out."""

from chassis.auth import require
from chassis.tokens import Caller
from contracts.portal import AccountView, PasswordIsTooEasy, PutAccount
from portal.identity.context import Context
from portal.identity.domain.proofs import is_easy
from portal.identity.repository import accounts
from portal.identity.use_cases.set_password import end_other_ways_in


async def put_account(
    context: Context, caller: Caller, partner_id: int, customer_id: str, wanted: PutAccount
) -> AccountView:
    """All sessions and links that the customer had end. Raises `PasswordIsTooEasy`, and
    `ObjectIsNotFound` for an unknown customer."""
    require(caller, "operator")
    customer = await context.orders.customer(customer_id, partner_id=partner_id)
    if is_easy(wanted.password, customer.email, customer.name):
        raise PasswordIsTooEasy
    hashed, now = await context.hashing.make(wanted.password), context.now()
    async with context.database.begin() as connection:
        (account,) = await accounts.put_accounts(connection, [customer], now)
        await accounts.put_password(connection, account.email, hashed, now)
        await end_other_ways_in(connection, account.email, now, but=None)
    return AccountView(
        id=account.id, partner_id=partner_id, customer_id=customer_id, email=account.email
    )
