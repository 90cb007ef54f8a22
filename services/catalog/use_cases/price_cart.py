"""Price lines for the cart page, without storing or promising anything."""

from chassis.database import Database
from contracts.catalog import PricedLines, RequestQuote
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import price_lines
from services.catalog.repository.offerings import shelf_of


async def price_cart(database: Database, buyer: Buyer, wanted: RequestQuote) -> PricedLines:
    async with database.autocommit() as connection:
        shelf = await shelf_of(connection, (line.offering_id for line in wanted.lines))
    return price_lines(wanted.lines, shelf, buyer, wanted)
