"""Show a customer what its first page needs: cart, services and open orders, in four statements."""

from chassis.listing import Listing
from chassis.tokens import Caller
from contracts.overviews import MOST_SHOWN, OrdersOverview
from services.orders.context import Context
from services.orders.domain.narrowing import WantedOrders, WantedServices
from services.orders.repository.carts import Owner
from services.orders.repository.orders import list_orders
from services.orders.repository.overview import count_all
from services.orders.repository.subscriptions import list_subscriptions
from services.orders.views import order_view, subscription_view


async def show_overview(context: Context, caller: Caller, partner_id: int) -> OrdersOverview:
    viewer = caller.actor
    mine = Listing(partner_id=partner_id, customer_id=viewer.id, limit=MOST_SHOWN)
    async with context.database.autocommit() as connection:
        counts = await count_all(connection, Owner(partner_id, viewer.id))
        services = await list_subscriptions(connection, mine, WantedServices())
        found = await list_orders(connection, mine, WantedOrders(open_to="customer"))
    return OrdersOverview(
        cart_line_count=counts.cart_line_count,
        service_counts=counts.services,
        services=[subscription_view(one, viewer) for one in services],
        open_order_count=counts.open_order_count,
        open_orders=[order_view(one, viewer) for one in found.rows],
    )
