"""SQL of the document counters: gapless per partner and year, as the row stays locked until the
document that took the number is committed."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, literal, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.payments import BillingParty
from services.payments.domain.bookkeeping.chain import Link
from services.payments.domain.invoicing.numbering import document_number
from services.payments.repository.bookkeeping.chains import LOCK_CHAIN
from services.payments.tables.invoicing import number_counters

# Numbering locks the ledger's chain before the counter, as booking follows it: with one order of
# locks for all, no two documents can wait for each other.
_locked = LOCK_CHAIN.cte("locked")
_counted = insert(number_counters).from_select(
    ["partner_id", "year", "last_sequence"],
    select(_locked.c.partner_id, bindparam("of_year", type_=Integer), literal(1)),
)
_following = (
    _counted.on_conflict_do_update(
        index_elements=["partner_id", "year"],
        set_={"last_sequence": number_counters.c.last_sequence + 1},
    )
    .returning(number_counters.c.last_sequence)
    .cte("following")
)
FOLLOWING = select(_following.c.last_sequence, _locked.c.position, _locked.c.hash).join_from(
    _following, _locked, true()
)


class TakenNumber(NamedTuple):
    """The printed number, how the document's row says it, and the newest link of the partner's
    chain, which is locked since."""

    printed: str
    columns: dict[str, str | int]
    link: Link


async def take_number(
    connection: AsyncConnection, party: BillingParty, issued_on: date
) -> TakenNumber:
    """The partner's next number. Take it last: others wait from here to the commit."""
    year, partner_id = issued_on.year, party.partner_id
    wanted = {"of_partner": partner_id, "of_year": year}
    row = (await connection.execute(FOLLOWING, wanted)).one()
    pattern, sequence = party.numbering_pattern, row.last_sequence
    printed = document_number(pattern, year=year, partner_id=partner_id, sequence=sequence)
    return TakenNumber(
        printed=printed,
        columns={"number": printed, "number_year": year, "number_sequence": sequence},
        link=Link(row.position, row.hash),
    )
