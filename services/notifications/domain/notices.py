"""What tickets and mails say, before it has words: codes, and facts on one line each, so that none
of them can look like a line of ours."""

from typing import Any

from contracts.notifications import Event, Notify
from contracts.said import Said, said
from services.notifications.domain.mail import one_line

WITH_LINES: frozenset[Event] = frozenset({"order_received", "payment_succeeded", "payment_failed"})
"""The events of a whole order; its mail lists the products."""
LONGEST_IN_SUBJECT = 60
"""Of a product's title, in characters."""


def subject_of(event: Notify) -> Said:
    """Of a mail about the event, and of a ticket that it opens."""
    return _told(f"notice.subject.{event.event}", **facts_of(event), products=_products(event))


def story_of(event: Notify) -> Said:
    """What happened, in one or two sentences."""
    return _told(f"notice.{event.event}", **facts_of(event))


def opening_of(event: Notify) -> Said:
    """What a ticket opens with."""
    return _opening(event, _order(event))


def report_about(event: Notify) -> Said:
    """The staff's mail in place of a ticket."""
    return _opening(event, None)


def _opening(event: Notify, order: Said | None) -> Said:
    return _told(
        "notice.opening",
        story=story_of(event),
        customer_name=event.customer_name,
        customer_id=event.customer_id,
        order_lines=_order_lines(event),
        order=order,
    )


def letter_about(event: Notify) -> Said:
    """The customer's mail."""
    return _told(
        "notice.letter",
        customer_name=event.customer_name,
        story=story_of(event),
        order_lines=_order_lines(event) if event.event in WITH_LINES else [],
        to_pay=_to_pay(event),
    )


def subject_of_message(ticket_id: str, subject: Said, *, opens: bool) -> Said:
    """Of the message that opened the ticket, or of an answer."""
    code = "ticket.mail_subject_opened" if opens else "ticket.mail_subject"
    return said(code, ticket_id=ticket_id, subject=subject)


def message_in(customer_name: str, body: str, file_count: int) -> Said:
    """The mail with what the other side wrote in the ticket, whose lines stay."""
    files = said("ticket.mail_files", count=file_count) if file_count else None
    named = one_line(customer_name)
    return said("ticket.mail", customer_name=named, body=body, files=files)


def facts_of(event: Notify) -> dict[str, Any]:
    """What its sentences are filled with."""
    reason = event.reason.rstrip(".") if isinstance(event.reason, str) else event.reason
    named = {"order_id", "path", "currency", "start_on", "since_on", "escalates_on", "expires_on"}
    total_minor, amount_minor = event.total_minor, event.amount_minor
    return {
        **event.model_dump(mode="json", include=named),
        "document_number": event.document.number if event.document else event.document_number,
        "amount_minor": total_minor if amount_minor is None else amount_minor,
        "titles": [line.title for line in event.lines],
        "reason": reason,
        "count": event.unused_day_count,
        "to_pay": _to_pay(event),
    }


def _products(event: Notify) -> Said:
    """What tells one ticket from another in a list: the first product, and how many more."""
    title = one_line(event.lines[0].title)
    if len(title) > LONGEST_IN_SUBJECT:
        title = title[:LONGEST_IN_SUBJECT].rstrip() + "…"
    return said("notice.products", title=title, count=len(event.lines) - 1)


def _to_pay(event: Notify) -> Said | None:
    """Until when the invoice is to be paid that goes with the mail."""
    if event.due_on is not None:
        return said("notice.pay_by", due_on=event.due_on)
    if event.payment_term_days is None:
        return None
    if not event.payment_term_days:
        return said("notice.pay_now")
    return said("notice.pay_within", count=event.payment_term_days)


def _order_lines(event: Notify) -> list[Said]:
    """One a product with its price, then the total."""
    lines = [
        said("notice.line", **line.model_dump(exclude={"item_id"}), currency=event.currency)
        for line in event.lines
    ]
    total = said("notice.total", total_minor=event.total_minor, currency=event.currency)
    return [*lines, total]


def _order(event: Notify) -> Said:
    named = {"order_id", "customer_order_url", "staff_order_url"}
    return _told("notice.order", **event.model_dump(include=named))


def _told(code: str, **facts: Any) -> Said:
    return Said(code=code, facts={name: _on_one_line(fact) for name, fact in facts.items()})


def _on_one_line(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_on_one_line(one) for one in value]
    if isinstance(value, dict):
        return {name: _on_one_line(one) for name, one in value.items()}
    if isinstance(value, Said):
        return _told(value.code, **value.facts)
    return value
