"""SQL of the document counters: gapless per partner and year, as the row stays locked until the
document that took the number is committed."""

from datetime import date

from sqlalchemy import Integer, bindparam, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.numbering import document_number
from services.payments.repository.chains import LOCK_CHAIN
from services.payments.tables import number_counters

# Numbering locks the ledger's chain before the counter, as booking follows it: with one order of
# locks for all, no two documents can wait for each other.
_locked = LOCK_CHAIN.cte("locked")
_counted = insert(number_counters).from_select(
    ["partner_id", "year", "last_sequence"],
    select(_locked.c.partner_id, bindparam("of_year", type_=Integer), literal(1)),
)
FOLLOWING = _counted.on_conflict_do_update(
    index_elements=["partner_id", "year"],
    set_={"last_sequence": number_counters.c.last_sequence + 1},
).returning(number_counters.c.last_sequence)


async def take_number(
    connection: AsyncConnection, partner_id: int, issued_on: date, pattern: str
) -> dict[str, str | int]:
    """The next number as column values. Take it last: others wait from here to the commit."""
    year = issued_on.year
    wanted = {"of_partner": partner_id, "of_year": year}
    sequence = int((await connection.execute(FOLLOWING, wanted)).scalar_one())
    return {
        "number": document_number(pattern, year=year, partner_id=partner_id, sequence=sequence),
        "number_year": year,
        "number_sequence": sequence,
    }
