"""All pages of one order."""

from portal.admin.order.cancelling import pages as cancelling
from portal.admin.order.money import pages as money
from portal.admin.order.routes import pages as order
from portal.admin.order.taking_up import pages as taking_up
from portal.admin.order.talk import pages as talk

ORDER_PAGES = (order, money, talk, cancelling, taking_up)
