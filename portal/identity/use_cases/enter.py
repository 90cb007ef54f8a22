"""Let in whoever proved to own a mail address: as the customer who has it. Where several have it,
the person chooses. Orders says who has it now; while orders is away, what it said last."""

from dataclasses import dataclass

from contracts.orders import CustomerView
from contracts.portal import NobodyHasThisAddress
from contracts.problems import Problem
from portal.identity.context import Context
from portal.identity.domain.choices import shared_out
from portal.identity.domain.proofs import CHOICE_LASTS, email_key
from portal.identity.domain.sessions import SessionKind
from portal.identity.repository import accounts
from portal.identity.repository.accounts import Account
from portal.identity.repository.sessions import end_sessions_of_other_addresses
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session
from portal.identity.use_cases.tell_owner import tell_of_sign_in

MOST_CUSTOMERS = 40
"""To choose from."""
MOST_READ = 5
"""Pages of customers with one address."""
MOST_AT_ONCE = 200
PROOF = "choice of customer"


@dataclass(frozen=True)
class ToChoose:
    """Between these; `proof` goes along with the choice, for ten minutes."""

    proof: str
    customers: list[Account]


async def enter(
    context: Context, email: str, kind: SessionKind, browser: Browser
) -> SignedIn | ToChoose:
    """Raises `NobodyHasThisAddress`."""
    found = await accounts_now(context, email)
    if not found:
        raise NobodyHasThisAddress
    if len(found) > 1:
        facts = {
            "accounts": [one.id for one in found],
            "kind": kind,
            "email": email_key(email),
            "at": context.now().timestamp(),
        }
        return ToChoose(context.keys.seal(PROOF, facts).decode(), found)
    return await enter_as(context, found[0], kind, browser)


async def choose(
    context: Context, proof: str, account_id: str, browser: Browser
) -> SignedIn | None:
    """None where the proof is too old, or is not for this account as it is now."""
    facts = context.keys.open(PROOF, proof.encode("utf-8", "replace"), CHOICE_LASTS)
    if facts is None or account_id not in facts["accounts"]:
        return None
    async with context.database.autocommit() as connection:
        account = await accounts.find_account(connection, account_id)
        changed_at = await accounts.password_changed_at(connection, facts["email"])
    if account is None or email_key(account.email) != facts["email"]:
        return None
    if changed_at is not None and changed_at.timestamp() >= facts["at"]:
        return None
    return await enter_as(context, account, facts["kind"], browser)


async def to_choose(context: Context, proof: str) -> ToChoose | None:
    """Between whom, once more; None where the proof is too old."""
    facts = context.keys.open(PROOF, proof.encode("utf-8", "replace"), CHOICE_LASTS)
    if facts is None:
        return None
    async with context.database.autocommit() as connection:
        found = [await accounts.find_account(connection, one) for one in facts["accounts"]]
    return ToChoose(proof, [one for one in found if one])


async def enter_as(
    context: Context, account: Account, kind: SessionKind, browser: Browser
) -> SignedIn:
    """Of a password in a browser that the account is not known in, its owner is told: it may be
    somebody else's. A link went to the owner's own mailbox."""
    async with context.database.begin() as connection:
        changed_at = await accounts.password_changed_at(connection, account.email)
        signed_in = await begin_session(
            context, connection, account.id, kind, browser, proved_email=account.email
        )
        messages = []
        if kind == "password":
            messages = await tell_of_sign_in(
                context, connection, account.id, account.email, signed_in, browser, changed_at
            )
    context.inline.deliver_soon(messages)
    return signed_in


async def accounts_now(context: Context, email: str) -> list[Account]:
    """Of the customers who have the address, made here where there was none."""
    try:
        customers = await customers_with(context, email)
    except Problem as problem:
        if not problem.passes:
            raise
        async with context.database.autocommit() as connection:
            return await accounts.accounts_of(connection, email)
    if not customers:
        return []
    async with context.database.begin() as connection:
        chosen = shared_out(customers, MOST_CUSTOMERS)
        found = await accounts.put_accounts(connection, chosen, context.now())
        ids = [one.id for one in found]
        await end_sessions_of_other_addresses(connection, ids, context.now())
    return found


async def customers_with(context: Context, email: str) -> list[CustomerView]:
    """The oldest first, as far as they are read. Raises `ServiceIsUnavailable`."""
    found: list[CustomerView] = []
    cursor = None
    for _ in range(MOST_READ):
        page = await context.orders.customers(
            email=email_key(email), limit=MOST_AT_ONCE, cursor=cursor
        )
        found += [one for one in page.items if email_key(one.email) == email_key(email)]
        if (cursor := page.next_cursor) is None:
            break
    return found[::-1]
