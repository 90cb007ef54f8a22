"""The chain's links: what they cover, and where a walk along them stops."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.payments.domain.bookkeeping.chain import ChainedEntry, Link, hash_of, walk
from services.payments.domain.bookkeeping.ledger import Posting

BOOKED_AT = datetime(2023, 1, 1, 12, 0, 0, 1, tzinfo=UTC)
PINNED = "7a886b0a3194af8ba0e3cbf6f8cc53fb08d4e33760d41d4b46c98b8a61636edd"


def test_the_hash_of_an_entry_never_changes_between_versions() -> None:
    assert _entry(Link()).hash == PINNED


def test_the_order_of_postings_and_the_zone_of_the_time_do_not_matter() -> None:
    entry = _entry(Link())
    elsewhere = BOOKED_AT.astimezone(timezone(timedelta(hours=5)))
    turned = replace(entry, postings=entry.postings[::-1], booked_at=elsewhere)
    assert hash_of(turned) == entry.hash


@pytest.mark.parametrize(
    "change",
    [
        {"id": "led_2"},
        {"partner_id": 2},
        {"source": "invoice/2"},
        {"kind": "refund"},
        {"reference": "2"},
        {"customer_id": "cus_2"},
        {"currency": "CZK"},
        {"booked_at": BOOKED_AT + timedelta(microseconds=1)},
        {"position": 2},
        {"previous_hash": "1" * 64},
        {"postings": (Posting("receivable/cus_1", 2, 0), Posting("revenue", 0, 2))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_hash_covers(change: dict[str, object]) -> None:
    entry = _entry(Link())
    assert hash_of(replace(entry, **change)) != entry.hash  # type: ignore[arg-type]


def test_a_whole_chain_is_walked_to_its_end() -> None:
    chain = _chain(5)
    walked = walk(Link(), chain)
    assert (walked.reached, walked.entry_count, walked.broken) == (chain[-1].link, 5, None)


def test_a_walk_goes_on_where_the_page_before_ended() -> None:
    chain = _chain(5)
    first = walk(Link(), chain[:2])
    assert walk(first.reached, chain[2:]).reached == chain[-1].link


@pytest.mark.parametrize("gone", [0, 2])
def test_a_walk_stops_where_an_entry_is_gone(gone: int) -> None:
    chain = _chain(4)
    del chain[gone]
    broken = walk(Link(), chain).broken
    assert broken is not None
    assert (broken.check, broken.subject) == ("entries_missing", chain[gone].id)


def test_a_walk_stops_at_a_second_entry_of_the_same_number() -> None:
    chain = _chain(3)
    chain.insert(2, replace(chain[1], id="led_x"))
    broken = walk(Link(), chain).broken
    assert broken is not None
    assert (broken.check, broken.subject) == ("entry_inserted", "led_x")


def test_a_walk_stops_at_an_entry_that_never_balanced() -> None:
    entry = replace(_entry(Link()), postings=(Posting("receivable/cus_1", 1, 0),))
    broken = walk(Link(), [replace(entry, hash=hash_of(entry))]).broken
    assert broken is not None
    assert broken.check == "entry_unbalanced"


def _chain(length: int) -> list[ChainedEntry]:
    chain: list[ChainedEntry] = []
    for _ in range(length):
        chain.append(_entry(chain[-1].link if chain else Link()))
    return chain


def _entry(before: Link) -> ChainedEntry:
    number = before.position + 1
    entry = ChainedEntry(
        id=f"led_{number}",
        partner_id=1,
        source=f"invoice/{number}",
        kind="invoice",
        reference=f"20230100000{number}",
        customer_id="cus_1",
        currency="EUR",
        booked_at=BOOKED_AT,
        position=number,
        previous_hash=before.hash,
        postings=(Posting("receivable/cus_1", 1, 0), Posting("revenue", 0, 1)),
    )
    return replace(entry, hash=hash_of(entry))
