"""Reads the book a part at a time: charges first, then refunds, each from old to new."""

from dataclasses import dataclass
from datetime import datetime

from chassis.pages import decode_cursor, encode_cursor, invalid_cursor
from simulator.book import Book
from simulator.clock import stamp
from simulator.messages import BookView, Charge, RefundMade

CHARGES = """
SELECT h.*, c.reference FROM charges h JOIN checkouts c ON c.id = h.checkout_id
WHERE h.captured_at >= ? AND h.captured_at < ? AND (h.captured_at, h.checkout_id) > (?, ?)
ORDER BY h.captured_at, h.checkout_id LIMIT ?
"""
REFUNDS = """
SELECT * FROM refunds WHERE made_at >= ? AND made_at < ? AND (made_at, id) > (?, ?)
ORDER BY made_at, id LIMIT ?
"""
FIRST, LAST = "", "9999-12-31"


@dataclass(frozen=True)
class Place:
    """Behind this one the next part goes on."""

    among: str = "charges"
    moment: str = ""
    id: str = ""

    @classmethod
    def of(cls, cursor: str | None) -> "Place":
        text = decode_cursor(cursor)
        if text is None:
            return cls()
        parts = text.split("|")
        if len(parts) != 3 or parts[0] not in ("charges", "refunds"):
            raise invalid_cursor()
        return cls(*parts)

    @property
    def cursor(self) -> str:
        return encode_cursor(f"{self.among}|{self.moment}|{self.id}")


async def read_book(
    book: Book, since: datetime | None, until: datetime | None, cursor: str | None, limit: int
) -> BookView:
    """What was captured or given back from `since` to before `until`."""
    times = (stamp(since) if since else FIRST, stamp(until) if until else LAST)
    place = Place.of(cursor)
    charges: list[Charge] = []
    if place.among == "charges":
        rows = await book.rows(CHARGES, *times, place.moment, place.id, limit)
        charges = [Charge.model_validate(dict(row)) for row in rows]
        if len(rows) == limit:
            at = Place("charges", rows[-1]["captured_at"], rows[-1]["checkout_id"])
            return BookView(charges=charges, refunds=[], next_cursor=at.cursor)
        place = Place("refunds")
    left = limit - len(charges)
    rows = await book.rows(REFUNDS, *times, place.moment, place.id, left)
    refunds = [RefundMade.model_validate(dict(row)) for row in rows]
    is_full = len(rows) == left
    next_cursor = Place("refunds", rows[-1]["made_at"], rows[-1]["id"]).cursor if is_full else None
    return BookView(charges=charges, refunds=refunds, next_cursor=next_cursor)
