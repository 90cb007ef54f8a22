"""Puts the customer's portal together."""

from fastapi import FastAPI

from chassis.context import Clock, utc_now
from clients.http import HttpClient
from portal.customer.audiences import Customers
from portal.customer.checkout.routes import pages as checkout
from portal.customer.dashboard.routes import pages as dashboard
from portal.customer.finance.routes import pages as finance
from portal.customer.finance.statement import pages as statement
from portal.customer.invoice_payments.routes import INVOICE_PAYMENT_PAGES
from portal.customer.methods.routes import pages as methods
from portal.customer.order.cards import KeptCards
from portal.customer.order.routes import pages as order
from portal.customer.orders.routes import ORDER_PAGES
from portal.customer.profile.routes import pages as profile
from portal.customer.security.routes import pages as security
from portal.customer.services.routes import pages as services
from portal.customer.sign_in.routes import SIGN_IN_PAGES
from portal.customer.tickets.routes import TICKET_PAGES
from portal.customer.visits.routes import pages as visits
from portal.identity.api import router as identity_api
from portal.settings import PortalSettings
from portal.shared import SHARED_PAGES
from portal.web.app import build_portal
from portal.web.menus import Entry
from portal.web.permissions import Permissions, everybody, in_person, the_signed_in

PAGES = (
    *SHARED_PAGES,
    *SIGN_IN_PAGES,
    dashboard,
    *ORDER_PAGES,
    order,
    checkout,
    services,
    finance,
    statement,
    *INVOICE_PAYMENT_PAGES,
    methods,
    profile,
    security,
    *TICKET_PAGES,
    visits,
)
PERMISSIONS = Permissions(
    {
        "open": everybody,
        # What decides how the customer signs in and pays: not for whoever of the staff visits.
        "signed_in": in_person,
        "in_person": in_person,
        "customer": the_signed_in,
    }
)
MENU = (
    Entry("/", "portal.menu.dashboard", "layout-dashboard", "customer"),
    Entry("/order", "portal.menu.order", "shopping-bag", "customer"),
    Entry("/services", "portal.menu.services", "router", "customer"),
    Entry("/orders", "portal.menu.orders", "clipboard-list", "customer"),
    Entry("/tickets", "portal.menu.tickets", "message-square", "customer"),
    Entry("/finance", "portal.menu.finance", "receipt", "customer"),
    Entry("/profile", "portal.menu.profile", "user", "customer"),
)


def build_app(
    settings: PortalSettings, *, http: HttpClient | None = None, now: Clock = utc_now
) -> FastAPI:
    """The ASGI app. `http` and `now` are for tests."""
    app = build_portal(
        "customer",
        settings,
        service="portal",
        viewer="customer",
        people=Customers,
        api=[identity_api],
        tools="customer/cart.html",
        foot="customer/foot.html",
        pages=PAGES,
        menu=MENU,
        permissions=PERMISSIONS,
        http=http,
        now=now,
    )
    app.state.cards = KeptCards()
    return app
