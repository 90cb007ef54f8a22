"""Read a customer's services: a list, or one with the documents that payments holds of it."""

import asyncio
import contextlib
from dataclasses import replace

from chassis.auth import require_may_see
from chassis.listing import Listing
from chassis.pages import invalid_cursor, page_of, shown
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.credits import CreditNoteView
from contracts.message import Page
from contracts.payments import InvoiceView
from contracts.problems import Problem
from contracts.said import said
from contracts.subscriptions import (
    MOST_SORTED,
    ServiceDocument,
    ServiceOrder,
    SubscriptionDetails,
    SubscriptionView,
    TooManyServicesToSort,
)
from services.orders.context import Context
from services.orders.domain.narrowing import WantedServices
from services.orders.domain.sorting import sorted_by
from services.orders.repository.subscriptions import (
    Subscription,
    find_subscription,
    list_subscriptions,
)
from services.orders.use_cases.read_given_back import MOST_DOCUMENTS
from services.orders.use_cases.show_payment_state import LOOK_SECONDS
from services.orders.views import subscription_view
from wording.telling import tell


async def page_of_subscriptions(
    context: Context, caller: Caller, listing: Listing, wanted: WantedServices
) -> Page[SubscriptionView]:
    async with context.database.autocommit() as connection:
        found = await list_subscriptions(connection, listing, wanted)
    return page_of(found, lambda one: subscription_view(one, caller.actor), listing.limit)


async def page_of_sorted(
    context: Context, caller: Caller, listing: Listing, wanted: WantedServices, order: ServiceOrder
) -> Page[SubscriptionView]:
    """The cursor is the last service of the page before, wherever it stands by now. Raises
    `TooManyServicesToSort`, `CursorIsInvalid`."""
    all_of_them = replace(listing, before_id=None, limit=MOST_SORTED + 1)
    async with context.database.autocommit() as connection:
        found = await list_subscriptions(connection, all_of_them, wanted)
    if len(found) > MOST_SORTED:
        raise TooManyServicesToSort(most=MOST_SORTED)
    views = await asyncio.to_thread(
        lambda: sorted_by(order, [subscription_view(one, caller.actor) for one in found])
    )
    first = 0
    if listing.before_id is not None:
        places = {one.id: place for place, one in enumerate(views, start=1)}
        if listing.before_id not in places:
            raise invalid_cursor()
        first = places[listing.before_id]
    return page_of(views[first : first + listing.limit], shown, listing.limit)


async def read_subscription(
    context: Context, caller: Caller, subscription_id: str
) -> SubscriptionDetails:
    """Also while payments is away, then without documents. Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        found = await find_subscription(connection, subscription_id)
    if found is None:
        raise not_found("subscription")
    require_may_see(caller, "subscription", found.partner_id, found.customer_id)
    seen = dict(subscription_view(found, caller.actor))
    payments = context.payments.as_actor(caller.actor)
    with contextlib.suppress(Problem, TimeoutError):
        async with asyncio.timeout(LOOK_SECONDS):
            invoices, notes = await asyncio.gather(
                payments.invoices(order_id=found.order_id, limit=MOST_DOCUMENTS),
                payments.credit_notes(order_id=found.order_id, limit=MOST_DOCUMENTS),
            )
        charged = [one for one in invoices.items if one.number and _charges(one, found)]
        if charged and all(one.due_minor == 0 for one in charged):
            seen["paid_until_on"] = seen["charged_until_on"]
        credited = [one for one in notes.items if one.order_item_id == found.item_id]
        goes_on = invoices.next_cursor or notes.next_cursor
        return SubscriptionDetails(
            **seen,
            documents=_documents(charged, credited),
            left_out=tell(said("service.older_documents"), caller.actor) if goes_on else None,
        )
    away = tell(said("service.no_documents"), caller.actor)
    return SubscriptionDetails(**seen, documents=[], left_out=away)


def _charges(invoice: InvoiceView, service: Subscription) -> bool:
    return any(item.order_item_id == service.item_id for item in invoice.items)


def _documents(invoices: list[InvoiceView], notes: list[CreditNoteView]) -> list[ServiceDocument]:
    charged = [
        ServiceDocument(
            kind="invoice",
            id=one.id,
            number=one.number or "",
            state=one.state,
            issued_on=one.issued_on,
            currency=one.currency,
            gross_minor=one.amount.gross_minor,
            due_minor=one.due_minor,
        )
        for one in invoices
    ]
    credited = [
        ServiceDocument(
            kind="credit_note",
            id=one.id,
            number=one.number,
            state=one.state,
            issued_on=one.issued_on,
            currency=one.currency,
            gross_minor=one.amount.gross_minor,
        )
        for one in notes
    ]
    return sorted([*charged, *credited], key=lambda one: str(one.issued_on), reverse=True)
