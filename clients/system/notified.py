"""What every notification of an order says alike: to whom it goes, in whose name, which links."""

from contracts.notifications import Event, MailTimes, NotifiedLine, Notify, Sender
from contracts.orders import OrderItemView
from contracts.recording import OrderSnapshot


def notification_of(
    snapshot: OrderSnapshot, event: Event, items: list[OrderItemView], reference: str = ""
) -> Notify:
    order, customer, policy = snapshot.order, snapshot.customer, snapshot.order.policy
    return Notify(
        key=f"order/{order.id}/{event}/{reference}",
        event=event,
        order_id=order.id,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        customer_name=customer.name,
        customer_email=customer.email,
        language=customer.language or policy.language,
        staff_language=policy.language,
        channel=policy.channel,
        ticket_group=policy.ticket_group,
        ticket_priority=policy.ticket_priority,
        ticket_assignee=policy.ticket_assignee,
        mail_recipients=policy.mail_recipients,
        **links_to(snapshot),
        sender=Sender(
            name=policy.display_name or policy.legal_name,
            logo_url=policy.logo_url,
            support_email=policy.support_email,
            support_phone=policy.support_phone,
        ),
        mail_times=MailTimes(
            delay_seconds=policy.mail_delay_seconds,
            quiet_from=policy.mail_quiet_from,
            quiet_until=policy.mail_quiet_until,
            time_zone=policy.time_zone,
        ),
        path=order.path,
        currency=order.currency,
        total_minor=order.total_minor,
        lines=[
            NotifiedLine(
                item_id=item.id,
                title=item.line.title,
                quantity=item.line.quantity,
                gross_minor=item.line.period.gross_minor + item.line.fee.gross_minor,
            )
            for item in items
        ],
    )


def links_to(snapshot: OrderSnapshot) -> dict[str, str | None]:
    """The order's page for each side, where the partner has a portal for it."""
    order = snapshot.order
    portals = {
        "customer_order_url": order.policy.customer_portal_url,
        "staff_order_url": order.policy.admin_portal_url,
    }
    return {
        name: f"{address.rstrip('/')}/orders/{order.id}" if address else None
        for name, address in portals.items()
    }
