"""Audits the ledger in pages: the first compares it with the documents, each walks a part of the
chains. Changes nothing."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.pages import invalid_cursor
from contracts.bookkeeping import AuditFinding, AuditFindingView, ChainHead, LedgerAuditPage
from contracts.said import Told, said
from services.payments.context import Context
from services.payments.domain.bookkeeping.chain import Link, walk
from services.payments.repository.bookkeeping.audit import compare_with_documents
from services.payments.repository.bookkeeping.chains import chain_heads, entries_after
from wording.telling import words

ENTRIES_A_PAGE = 1_000


async def audit_ledger(context: Context, after: str | None) -> LedgerAuditPage:
    """The page that follows a decoded cursor; the first one without."""
    async with context.database.autocommit() as connection:
        return await audit_page(connection, after)


async def audit_page(
    connection: AsyncConnection, after: str | None, limit: int = ENTRIES_A_PAGE
) -> LedgerAuditPage:
    place = _place(after)
    findings = await compare_with_documents(connection) if place is None else []
    heads = await chain_heads(connection)
    if place is None:
        place = (min(heads, default=0), Link())
    return await _walk_on(connection, heads, place, findings, limit)


async def _walk_on(
    connection: AsyncConnection,
    heads: dict[int, Link],
    place: tuple[int, Link],
    findings: list[AuditFinding],
    limit: int,
) -> LedgerAuditPage:
    partner_id, start = place
    entries = await entries_after(connection, partner_id, start.position, limit)
    walked = walk(start, entries)
    goes_on = walked.broken is None and len(entries) == limit
    ended = walked.broken is None and not goes_on and partner_id in heads
    findings += [walked.broken] if walked.broken else []
    findings += _lost_end(partner_id, walked.reached, heads[partner_id]) if ended else []
    following = [other for other in heads if other > partner_id]
    next_place = (partner_id, walked.reached) if goes_on else None
    if next_place is None and following:
        next_place = (following[0], Link())
    reached = walked.reached
    head = ChainHead(partner_id=partner_id, entry_count=reached.position, hash=reached.hash)
    return LedgerAuditPage(
        checked_entry_count=walked.entry_count,
        findings=[_told(finding) for finding in findings],
        heads=[head] if ended else [],
        next_cursor=_cursor(next_place),
    )


def _told(finding: AuditFinding) -> AuditFindingView:
    """As staff reads it; nobody else may."""
    told = Told(**dict(finding.detail), text=words(finding.detail))
    return AuditFindingView(**dict(finding) | {"detail": told})


def _lost_end(partner_id: int, reached: Link, head: Link) -> list[AuditFinding]:
    """The newest entries can be cut off without breaking a link; the kept head tells. What was
    booked after the head was read is no fault."""
    if reached.position > head.position or reached == head:
        return []
    detail = said(
        "ledger.end_lost",
        partner_id=partner_id,
        reached=reached.position,
        position=head.position,
        hash=head.hash,
    )
    return [AuditFinding(check="entries_missing", subject=f"partner {partner_id}", detail=detail)]


def _cursor(place: tuple[int, Link] | None) -> str | None:
    return f"{place[0]}/{place[1].position}/{place[1].hash}" if place else None


def _place(cursor: str | None) -> tuple[int, Link] | None:
    if cursor is None:
        return None
    try:
        partner_id, position, link_hash = cursor.split("/")
        return int(partner_id), Link(int(position), link_hash)
    except ValueError as error:
        raise invalid_cursor() from error
