"""A sample of each event, for the preview of a text."""

from datetime import date

from contracts.notifications import Event, MailedDocument, NotifiedLine, Notify, Sender


def sample_of(event: Event, partner_id: int, sender: Sender) -> Notify:
    return Notify(
        key="sample",
        event=event,
        order_id="ord_01sample",
        partner_id=partner_id,
        customer_id="cus_7",
        customer_name="Carla Gómez",
        customer_email="carla@example.org",
        channel="email",
        path="request",
        currency="EUR",
        total_minor=6_200,
        lines=[
            NotifiedLine(item_id="itm_1", title="Fibre 100", quantity=2, gross_minor=6_200),
        ],
        customer_order_url="https://portal.example.org/orders/ord_01sample",
        staff_order_url="https://admin.example.org/orders/ord_01sample",
        sender=sender,
        start_on=date(2023, 1, 14),
        since_on=date(2023, 1, 1),
        escalates_on=date(2023, 1, 6),
        expires_on=date(2023, 1, 31),
        reason="…",
        document=MailedDocument(kind="credit_note", id="crn_1", number="202301000001"),
        due_on=date(2023, 2, 14),
        amount_minor=3_100,
        unused_day_count=13,
    )
