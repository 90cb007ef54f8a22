"""Mails to the customer."""

from collections.abc import Mapping

from contracts.notifications import Event, Notify
from services.notifications.domain.mail import Wording, one_line, readable
from services.notifications.domain.wording.story import lines, story_of, titles

SUBJECTS: Mapping[Event, str] = {
    "order_received": "We received your order",
    "payment_succeeded": "Your payment has arrived",
    "payment_failed": "Your payment did not go through",
    "item_approved": "Approved: {titles}",
    "item_scheduled": "Approved: {titles}",
    "item_activated": "Active: {titles}",
    "item_rejected": "Not approved: {titles}",
    "item_cancelled": "Cancelled: {titles}",
    "item_expired": "Expired: {titles}",
    "start_moved": "New first day: {titles}",
    "credit_note_issued": "Credit note {number}",
}
WITH_LINES: frozenset[Event] = frozenset({"order_received", "payment_succeeded", "payment_failed"})
"""The events of a whole order; its mail lists the products."""
LONGEST_SUBJECT = 150


def customer_mail(event: Notify) -> Wording:
    """What the customer reads about any event that concerns a customer."""
    subject = SUBJECTS[event.event].format(titles=titles(event), number=event.document_number)
    parts = [f"Hello {one_line(event.customer_name)},", story_of(event)]
    if event.event in WITH_LINES:
        parts.append(lines(event))
    return _mail(subject, parts, event.order_id, event.order_url)


def reply_mail(name: str, subject: str, body: str, order_id: str) -> Wording:
    """An admin answered in the customer's ticket."""
    parts = [f"Hello {one_line(name)},", body, "You can answer under Tickets on the portal."]
    return _mail(f"Re: {subject}", parts, order_id, None)


def _mail(subject: str, parts: list[str], order_id: str, url: str | None) -> Wording:
    reference = f"Order: {order_id}" + (f"\n{url}" if url else "")
    text = "\n\n".join([*parts, reference])
    return Wording(one_line(subject)[:LONGEST_SUBJECT], f"{readable(text)}\n")
