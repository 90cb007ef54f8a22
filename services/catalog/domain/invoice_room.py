"""Whether what is quoted fits the one invoice that charges it, on whatever day service starts."""

from collections.abc import Iterable
from datetime import date

from contracts.catalog import LARGEST_QUOTE_BYTES, ChargedSegment, QuoteIsTooLong, QuoteLine
from contracts.message import Amount

_LARGEST_MINOR = -(10**15)
_LARGEST_SEGMENT = ChargedSegment(
    first_day=date(2999, 12, 31),
    last_day=date(2999, 12, 31),
    full_day_count=3_660,
    discount_basis_points=10_000,
    amount=Amount(net_minor=_LARGEST_MINOR, vat_minor=_LARGEST_MINOR, gross_minor=_LARGEST_MINOR),
)
SEGMENT_BYTES = len(_LARGEST_SEGMENT.model_dump_json()) + len(",")
ITEM_BYTES = 200
"""What an order item adds around its line: its id, and the day if it was quoted without one."""


def require_room(lines: Iterable[QuoteLine]) -> None:
    """Raises `QuoteIsTooLong`. Looks at no segment, so that it can be asked before any is computed:
    for what is too long that would take very long. The first day may still change between the
    quote and the invoice, so that a line counts with as many segments as any day could cut it
    into."""
    needed_bytes = sum(_bytes_on_an_invoice(line) for line in lines)
    if needed_bytes > LARGEST_QUOTE_BYTES:
        raise QuoteIsTooLong(bytes=needed_bytes, most_bytes=LARGEST_QUOTE_BYTES)


def most_segments(line: QuoteLine) -> int:
    """A discount cuts the days where it begins and where it ends."""
    if line.price.cycle.kind == "once":
        return 0
    return line.period_count + 2 * len(line.price.discounts)


def _bytes_on_an_invoice(line: QuoteLine) -> int:
    bare = line.model_copy(update={"segments": []}).model_dump_json().encode()
    return len(bare) + most_segments(line) * SEGMENT_BYTES + ITEM_BYTES
