"""The audit chain: the hash of each ledger entry covers its content and the hash before it, so that
whoever changes, removes or inserts an entry breaks every link from there on."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.bookkeeping import AuditFinding
from contracts.said import said
from services.payments.domain.bookkeeping.ledger import Posting


@dataclass(frozen=True)
class Link:
    """Where a partner's chain has come to."""

    position: int = 0
    hash: str = "0" * 64


@dataclass(frozen=True)
class ChainedEntry:
    """An entry with its place in the chain of its partner; `hash` is what is stored for it."""

    id: str
    partner_id: int
    source: str
    kind: str
    reference: str
    customer_id: str
    currency: str
    booked_at: datetime
    position: int
    previous_hash: str
    postings: tuple[Posting, ...]
    hash: str = ""

    @property
    def link(self) -> Link:
        return Link(self.position, self.hash)


@dataclass(frozen=True)
class Walk:
    """How far a chain is whole, and what broke it, if anything did."""

    reached: Link
    entry_count: int
    broken: AuditFinding | None = None


def hash_of(entry: ChainedEntry) -> str:
    """SHA-256 over one JSON object without spaces: keys sorted, times in UTC to the microsecond,
    postings sorted by account. Never to be changed, or every chain would seem broken."""
    content = {
        "id": entry.id,
        "partner_id": entry.partner_id,
        "source": entry.source,
        "kind": entry.kind,
        "reference": entry.reference,
        "customer_id": entry.customer_id,
        "currency": entry.currency,
        "booked_at": entry.booked_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "position": entry.position,
        "previous_hash": entry.previous_hash,
        "postings": sorted([p.account, p.debit_minor, p.credit_minor] for p in entry.postings),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def walk(start: Link, entries: Iterable[ChainedEntry]) -> Walk:
    """Follow one partner's entries, ordered by position, from `start` to the first that is off."""
    reached, count = start, 0
    for entry in entries:
        broken = _break_at(reached, entry)
        if broken is not None:
            return Walk(reached, count, broken)
        reached, count = entry.link, count + 1
    return Walk(reached, count)


def _break_at(before: Link, entry: ChainedEntry) -> AuditFinding | None:
    where = {
        "entry_id": entry.id,
        "entry_kind": entry.kind,
        "reference": entry.reference,
        "partner_id": entry.partner_id,
        "position": entry.position,
    }
    if entry.position > before.position + 1:
        first, last = before.position + 1, entry.position - 1
        detail = said("ledger.entries_gone", **where, first=first, last=last)
        return AuditFinding(check="entries_missing", subject=entry.id, detail=detail)
    if entry.position != before.position + 1 or entry.previous_hash != before.hash:
        detail = said("ledger.entry_inserted", **where)
        return AuditFinding(check="entry_inserted", subject=entry.id, detail=detail)
    if hash_of(entry) != entry.hash:
        detail = said("ledger.entry_changed", **where)
        return AuditFinding(check="entry_changed", subject=entry.id, detail=detail)
    debits = sum(posting.debit_minor for posting in entry.postings)
    credits_ = sum(posting.credit_minor for posting in entry.postings)
    if debits != credits_ or len(entry.postings) < 2:
        sums = {"debits_minor": debits, "credits_minor": credits_, "currency": entry.currency}
        detail = said("ledger.entry_unbalanced", **where, **sums)
        return AuditFinding(check="entry_unbalanced", subject=entry.id, detail=detail)
    return None
