"""List and count what waits for a decision, for staff."""

from chassis.pages import page_of
from contracts.approvals import WaitingCounts, WaitingOrder
from contracts.message import Page
from services.orders.context import Context
from services.orders.domain.inbox import Inbox, customer_words
from services.orders.domain.inbox_places import place_of, written
from services.orders.domain.order import Order
from services.orders.repository.approvals import count_waiting, list_waiting
from services.orders.repository.customers import find_customers
from services.orders.views import waiting_order


async def page_of_approvals(context: Context, inbox: Inbox) -> Page[WaitingOrder]:
    async with context.database.autocommit() as connection:
        found = await list_waiting(connection, inbox)
        customers = await find_customers(connection, {_whose(order) for order in found.rows})

    def words_of(order: Order) -> str:
        customer = customers[_whose(order)]
        return customer_words(customer.name, customer.email)

    return page_of(
        found.rows,
        lambda order: waiting_order(order, customers[_whose(order)]),
        inbox.limit,
        last_id=lambda order: written(place_of(order, words_of(order), inbox.sort)),
        goes_on=found.goes_on,
    )


async def count_approvals(context: Context, inbox: Inbox) -> WaitingCounts:
    async with context.database.autocommit() as connection:
        found = await count_waiting(connection, inbox)
    return WaitingCounts.model_validate(found, from_attributes=True)


def _whose(order: Order) -> tuple[int, str]:
    return order.partner_id, order.customer_id
