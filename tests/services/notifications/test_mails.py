"""Mails are found, read as they were written, and sent once more by the staff."""

import asyncio
from collections.abc import Callable

import pytest

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.mails import MailIsStillTried
from contracts.notifications import MailTimes, Sender
from contracts.orders import CustomerFields
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.services.notifications.orders import OrdersBook
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    key,
    sent_mails,
)

pytestmark = pytest.mark.engines
As = Callable[[Actor], SystemNotifications]
LATER = MailTimes(delay_seconds=3_600)


async def test_mails_are_found_by_what_people_know_of_them(acting: As, partner_id: int) -> None:
    received = happened("order_received", partner_id)
    held = happened("item_approved", partner_id, mail_times=LATER, customer_id="cora")
    odd = happened("item_expired", partner_id, customer_email="50%_off@example.org")
    await acting(WORKER).notify(received)
    await acting(WORKER).notify(held)
    await acting(WORKER).notify(odd)
    staff = acting(admin(partner_id))
    await sent_mails(staff, received.order_id)
    await sent_mails(staff, odd.order_id)

    async def orders(**sought: str) -> list[str | None]:
        found = await staff.mails(**sought)  # type: ignore[arg-type]
        return [mail.order_id for mail in found.items]

    assert await orders(state="queued") == [held.order_id]
    assert await orders(event="order_received") == [received.order_id]
    assert await orders(customer_id="cora") == [held.order_id]
    assert await orders(q="CARL@example") == [held.order_id, received.order_id]
    assert await orders(q="expired") == [odd.order_id]
    assert await orders(q="50%_") == [odd.order_id]
    assert await orders(q="_") == [odd.order_id]
    assert await orders(q="nobody") == []


async def test_a_mail_is_read_with_its_html_by_whom_it_concerns(
    acting: As, partner_id: int
) -> None:
    event = happened("order_received", partner_id, sender=Sender(name="ACME"))
    await acting(WORKER).notify(event)
    [listed] = await sent_mails(acting(admin(partner_id)), event.order_id)
    for reader in (customer(partner_id), admin(partner_id), OPERATOR):
        mail = await acting(reader).mail(listed.id)
        assert "<html" in mail.html
        assert "ACME" in mail.html
    for stranger in (customer(partner_id, "cora"), customer(9), admin(9)):
        with pytest.raises(ObjectIsNotFound):
            await acting(stranger).mail(listed.id)
    with pytest.raises(ObjectIsNotFound):
        await acting(OPERATOR).mail("mai_unknown")


async def test_a_customer_does_not_read_what_was_written_to_the_staff(
    acting: As, partner_id: int
) -> None:
    event = happened(
        "attention_needed", partner_id, channel="email", mail_recipients=["a@example.org"]
    )
    await acting(WORKER).notify(event)
    [mail] = await sent_mails(acting(OPERATOR), event.order_id)
    with pytest.raises(ObjectIsNotFound):
        await acting(customer(partner_id)).mail(mail.id)
    assert (await acting(customer(partner_id)).mails(q="attention")).items == []


async def test_a_mail_is_sent_once_more_as_a_mail_of_its_own(acting: As, partner_id: int) -> None:
    event = happened("order_received", partner_id)
    await acting(WORKER).notify(event)
    ada = admin(partner_id)
    [first] = await sent_mails(acting(ada), event.order_id)
    same_key = key()
    asked = [acting(ada).resend_mail(first.id, key=same_key) for _ in range(3)]
    await asyncio.gather(*asked, return_exceptions=True)
    again = await acting(ada).resend_mail(first.id, key=same_key)
    mails = await sent_mails(acting(ada), event.order_id)
    assert [mail.state for mail in mails] == ["sent", "sent"]
    assert (again.id, again.body, again.to) == (mails[1].id, first.body, first.to)
    assert again.message_id != first.message_id
    assert (again.resent_from, again.resent_by) == (first.id, ada.label)
    seen = await acting(customer(partner_id)).mail(again.id)
    assert (seen.resent_from, seen.resent_by) == (first.id, None)


async def test_it_goes_to_the_address_that_was_mended(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    event = happened("order_received", partner_id, customer_email="crl@example.org")
    await acting(WORKER).notify(event)
    [first] = await sent_mails(acting(OPERATOR), event.order_id)
    mended = CustomerFields(partner_id=partner_id, name="Carl", email="mended@example.org")
    orders.customers[partner_id, "carl"] = mended
    again = await acting(admin(partner_id)).resend_mail(first.id, key=key())
    assert (first.to, again.to) == (["crl@example.org"], ["mended@example.org"])


async def test_what_is_on_its_way_is_not_doubled(acting: As, partner_id: int) -> None:
    event = happened("item_approved", partner_id, mail_times=LATER)
    await acting(WORKER).notify(event)
    [held] = (await acting(OPERATOR).mails(order_id=event.order_id)).items
    with pytest.raises(MailIsStillTried):
        await acting(OPERATOR).resend_mail(held.id, key=key())
    assert held.send_after is not None


async def test_only_staff_of_the_partner_sends_again(acting: As, partner_id: int) -> None:
    event = happened("order_received", partner_id)
    await acting(WORKER).notify(event)
    [mail] = await sent_mails(acting(OPERATOR), event.order_id)
    for actor in (customer(partner_id), WORKER):
        with pytest.raises(ActionIsNotAllowed):
            await acting(actor).resend_mail(mail.id, key=key())
    with pytest.raises(ObjectIsNotFound):
        await acting(admin(9)).resend_mail(mail.id, key=key())
    assert len(await sent_mails(acting(OPERATOR), event.order_id)) == 1
