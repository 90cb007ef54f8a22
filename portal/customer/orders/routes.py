"""All routes of the customer's orders."""

from portal.customer.orders.live import pages as live
from portal.customer.orders.paying import pages as paying
from portal.customer.orders.returning import pages as returning

ORDER_PAGES = (paying, returning, live)
