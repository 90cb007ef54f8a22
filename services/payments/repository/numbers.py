"""SQL of the document counters: gapless per partner and year, as the row stays locked until the
document that took the number is committed."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.numbering import document_number
from services.payments.tables import number_counters


async def take_number(
    connection: AsyncConnection, partner_id: int, issued_on: date, pattern: str
) -> dict[str, str | int]:
    """The next number as column values. Take it last: others wait from here to the commit."""
    t = number_counters
    year = issued_on.year
    following = (
        insert(t)
        .values(partner_id=partner_id, year=year, last_sequence=1)
        .on_conflict_do_update(
            index_elements=[t.c.partner_id, t.c.year],
            set_={"last_sequence": t.c.last_sequence + 1},
        )
        .returning(t.c.last_sequence)
    )
    sequence = int((await connection.execute(following)).scalar_one())
    return {
        "number": document_number(pattern, year=year, partner_id=partner_id, sequence=sequence),
        "number_year": year,
        "number_sequence": sequence,
    }
