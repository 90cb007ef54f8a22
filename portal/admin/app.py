"""Puts the admins' portal together."""

import httpx2 as httpx
from fastapi import FastAPI

from chassis.context import Clock, utc_now
from clients.http import HttpClient
from portal.admin.approvals.bulk import pages as bulk
from portal.admin.approvals.listing import pages as approvals
from portal.admin.audit.routes import pages as audit
from portal.admin.customers.routes import CUSTOMER_PAGES
from portal.admin.deciding.routes import pages as deciding
from portal.admin.documents.one import pages as document
from portal.admin.documents.routes import pages as documents
from portal.admin.mails.routes import pages as mails
from portal.admin.new_partner.routes import pages as new_partner
from portal.admin.offerings.routes import OFFERING_PAGES
from portal.admin.offline_payments.routes import pages as offline_payments
from portal.admin.oidc.provider import Provider
from portal.admin.oidc.routes import pages as elsewhere
from portal.admin.order.pages import ORDER_PAGES
from portal.admin.order.routes import pages as order
from portal.admin.orders.routes import pages as orders
from portal.admin.partner_settings.routes import SETTINGS_PAGES
from portal.admin.payments.routes import pages as payments
from portal.admin.people.routes import PEOPLE_PAGES
from portal.admin.permissions import PERMISSIONS
from portal.admin.receiving.routes import pages as receiving
from portal.admin.reconciliation.routes import pages as reconciliation
from portal.admin.refunds.routes import pages as refunds
from portal.admin.security.routes import pages as security
from portal.admin.security.second_factor import pages as second_factor
from portal.admin.settings import AdminSettings
from portal.admin.sign_in.invitation import pages as invitation
from portal.admin.sign_in.routes import pages as sign_in
from portal.admin.start.routes import pages as start
from portal.admin.stuck.routes import pages as stuck
from portal.admin.tickets.routes import TICKET_PAGES
from portal.identity.staff_api import router as staff_api
from portal.shared import SHARED_PAGES
from portal.web.app import build_portal
from portal.web.menus import Entry
from portal.web.people import People

PAGES = (
    *SHARED_PAGES,
    sign_in,
    invitation,
    elsewhere,
    start,
    security,
    *ORDER_PAGES,
    second_factor,
    approvals,
    *CUSTOMER_PAGES,
    deciding,
    *TICKET_PAGES,
    documents,
    document,
    bulk,
    mails,
    refunds,
    *PEOPLE_PAGES,
    *OFFERING_PAGES,
    *SETTINGS_PAGES,
    payments,
    offline_payments,
    receiving,
    orders,
    stuck,
    audit,
    reconciliation,
    new_partner,
    order,
)
MENU = (
    Entry("/", "admin.menu.start", "layout-dashboard", "staff"),
    Entry("/approvals", "admin.menu.approvals", "inbox", "staff"),
    Entry("/orders", "admin.menu.orders", "clipboard-list", "staff"),
    Entry("/customers", "admin.menu.customers", "user", "staff"),
    Entry("/tickets", "admin.menu.tickets", "message-square", "staff"),
    Entry("/mails", "admin.menu.mails", "mail", "staff"),
    Entry("/payments", "admin.menu.payments", "credit-card", "staff"),
    Entry("/offline-payments", "admin.menu.offline", "landmark", "staff"),
    Entry("/documents", "admin.menu.documents", "receipt", "staff"),
    Entry("/refunds", "admin.menu.refunds", "undo-2", "staff"),
    Entry("/offerings", "admin.menu.offerings", "layers", "staff"),
    Entry("/settings", "admin.menu.settings", "settings", "staff"),
    Entry("/staff", "admin.menu.staff", "users", "staff"),
    Entry("/audit", "admin.menu.audit", "history", "staff"),
    Entry("/reconciliation", "admin.menu.reconciliation", "scale", "operate"),
    Entry("/stuck", "admin.menu.stuck", "triangle-alert", "operate"),
)


def build_app(
    settings: AdminSettings,
    *,
    http: HttpClient | None = None,
    to_provider: httpx.AsyncBaseTransport | None = None,
    now: Clock = utc_now,
) -> FastAPI:
    """The ASGI app. `http`, `to_provider` and `now` are for tests."""
    provider = Provider(settings.oidc, to_provider) if settings.oidc else None
    app = build_portal(
        "admin",
        settings,
        service="admin",
        viewer="staff",
        people=People,
        pages=PAGES,
        menu=MENU,
        permissions=PERMISSIONS,
        api=[staff_api],
        http=http,
        now=now,
        on_stop=[provider.close] if provider else [],
    )
    app.state.provider = provider
    return app
