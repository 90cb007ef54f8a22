"""Hand a customer over from a provider's own portal: an address that works once, for a minute."""

from urllib.parse import urlsplit

from chassis.auth import require_may_see
from chassis.ids import new_id
from chassis.tokens import Caller
from contracts.portal import (
    HandOver,
    HandOverAddress,
    HandOverCannotBeUsed,
    ReturnAddressIsNotAllowed,
)
from portal.identity.context import Context
from portal.identity.domain.proofs import HAND_OVER_LASTS, parts_of, token_of
from portal.identity.repository import links
from portal.identity.repository.accounts import put_accounts
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session

HANDOVER = "hand-over"


async def make_hand_over(
    context: Context, caller: Caller, wanted: HandOver, request_key: str
) -> HandOverAddress:
    """Once a key. Raises `ObjectIsNotFound` for a foreign or unknown customer, and
    `ReturnAddressIsNotAllowed`."""
    require_may_see(caller, "customer", wanted.partner_id, wanted.customer_id)
    if wanted.return_url and _origin(wanted.return_url) not in context.settings.return_origins:
        raise ReturnAddressIsNotAllowed(return_url=wanted.return_url)
    customer = await context.orders.customer(wanted.customer_id, partner_id=wanted.partner_id)
    now = context.now()
    async with context.database.begin() as connection:
        (account,) = await put_accounts(connection, [customer], now)
        handover_id, expires_at = await links.add_handover(
            connection,
            id=new_id("hdo"),
            key=request_key,
            account_id=account.id,
            page=wanted.page,
            return_url=wanted.return_url,
            created_at=now,
            expires_at=now + HAND_OVER_LASTS,
        )
    token = token_of(handover_id, context.keys.secret(HANDOVER, handover_id))
    url = f"{context.settings.own_url}/sign-in/from/{token}"
    return HandOverAddress(url=url, expires_at=expires_at)


async def use_hand_over(context: Context, token: str, browser: Browser) -> tuple[SignedIn, str]:
    """Signed in, and the page to go on to. Raises `HandOverCannotBeUsed`."""
    parts = parts_of(token)
    if parts is None or not context.keys.is_secret(HANDOVER, *parts):
        raise HandOverCannotBeUsed
    async with context.database.begin() as connection:
        used = await links.use_handover(connection, parts[0], context.now())
        if used is None:
            raise HandOverCannotBeUsed
        signed_in = await begin_session(
            context,
            connection,
            used.account_id,
            "handover",
            browser,
            return_url=used.return_url,
        )
    return signed_in, used.page


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
