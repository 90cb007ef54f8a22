"""Tell the owner of an account what happened to how one signs in: it may have been another one."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from portal.identity.context import Context
from portal.identity.messages import NOTICE_DUE, NoticeDue, NoticeKind
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.mark_device import is_marked


async def tell_owner(
    context: Context,
    connection: AsyncConnection,
    account_id: str,
    email: str,
    kind: NoticeKind,
    *,
    by: str = "",
) -> int:
    """The message to deliver once the transaction has committed."""
    told = NoticeDue(account_id=account_id, email=email, kind=kind, by=by)
    key = f"{kind}/{account_id}/{context.now().isoformat()}"
    return await NOTICE_DUE.add(context.outbox, connection, key, told)


async def tell_of_sign_in(
    context: Context,
    connection: AsyncConnection,
    account_id: str,
    email: str,
    signed_in: SignedIn,
    browser: Browser,
    changed_at: datetime | None,
) -> list[int]:
    """Nothing where the account is known in this browser, since its password `changed_at`."""
    if is_marked(context, browser.mark, account_id, changed_at):
        return []
    device = " · ".join(filter(None, (browser.device.browser, browser.device.system)))
    told = NoticeDue(account_id=account_id, email=email, kind="new_sign_in", device=device)
    key = f"signed in/{signed_in.session_id}"
    return [await NOTICE_DUE.add(context.outbox, connection, key, told)]
