"""All routes of the customer's orders; those with words of their own before those with an id."""

from portal.customer.orders.contract import pages as contract
from portal.customer.orders.export import pages as export
from portal.customer.orders.listing import pages as listing
from portal.customer.orders.live import pages as live
from portal.customer.orders.order import pages as order
from portal.customer.orders.paying import pages as paying
from portal.customer.orders.returning import pages as returning

ORDER_PAGES = (listing, export, order, contract, paying, returning, live)
