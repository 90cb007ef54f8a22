"""Gateway → ours: reads each gateway's book, page by page, and then compares what it lists."""

from itertools import pairwise

from contracts.reconciliation import Finding, ReconciliationPage
from contracts.said import said
from services.payments.context import Context
from services.payments.domain.reconciling.differences import Line
from services.payments.domain.refunding.refunds import refund_of_key
from services.payments.gateways.port import BookPage, Gateway
from services.payments.repository.reconciling.lines import count_lines, keep_lines
from services.payments.repository.reconciling.runs import Run
from services.payments.use_cases.reconciling import captures, refunds
from services.payments.use_cases.reconciling.steps import books_of, compare_page, keep

LISTED = {"captures": captures.LISTED, "refunds": refunds.LISTED}


async def compare_book(
    context: Context, run: Run, cursor: str | None, *, give_up: bool
) -> ReconciliationPage:
    """What follows the cursor, which names a part and a place in it: `read/` and a gateway's name,
    then what was listed. Raises `GatewayIsUnavailable`: ask again, and in the end with `give_up`,
    which notes it and goes on to the next part."""
    books = {f"read/{gateway.name}": gateway for gateway in books_of(context)}
    parts = [*books, *LISTED]
    part, _, place = (cursor or parts[0]).partition("\n")
    if part not in parts:  # a gateway that was taken out of the settings meanwhile
        part, place = next(iter(LISTED)), ""
    if part in LISTED:
        page = await _compare_listed(context, run, part, place)
    elif give_up:
        page = await _give_up(context, run, books[part])
    else:
        page = await _read(context, run, books[part], place or None)
    following = dict(pairwise(parts)).get(part)
    if page.next_cursor is not None:
        following = f"{part}\n{page.next_cursor}"
    return page.model_copy(update={"next_cursor": following})


async def _read(
    context: Context, run: Run, gateway: Gateway, place: str | None
) -> ReconciliationPage:
    book = await gateway.read_book(run.since, run.until, place)
    lines = lines_of(book)
    async with context.database.begin() as connection:
        await keep_lines(connection, run.id, gateway.name, lines)
    return ReconciliationPage(compared_count=len(lines), next_cursor=book.next_cursor)


async def _give_up(context: Context, run: Run, gateway: Gateway) -> ReconciliationPage:
    unread = Finding(
        kind="not_compared",
        subject=f"gateway/{gateway.name}",
        detail=said("reconciliation.book_unread", gateway=gateway.name),
    )
    await keep(context, run.id, [unread])
    return ReconciliationPage(compared_count=0)


async def _compare_listed(context: Context, run: Run, part: str, after: str) -> ReconciliationPage:
    """Its lines were counted when they were read."""
    if not after:
        async with context.database.autocommit() as connection:
            await count_lines(connection)
    page = await compare_page(context, run, LISTED[part], after)
    return page.model_copy(update={"compared_count": 0})


def lines_of(book: BookPage) -> list[Line]:
    captured = [told for told in book.payments if told.state == "captured"]
    return [
        Line(
            kind="capture",
            gateway_id=told.payment_id or "no id",
            state=told.state,
            amount_minor=told.amount_minor or 0,
            currency=told.currency or "",
            payment_id=told.payment_id,
            reference=told.reference,
            captured_at=told.captured_at,
            failure=None,
        )
        for told in captured
    ] + [
        Line(
            kind="refund",
            gateway_id=given.id,
            state=given.state,
            amount_minor=given.amount_minor or 0,
            currency=given.currency or "",
            payment_id=given.payment_id,
            reference=refund_of_key(given.key),
            captured_at=None,
            failure=given.failure,
        )
        for given in book.refunds
    ]
