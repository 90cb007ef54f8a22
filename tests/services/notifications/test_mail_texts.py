"""Partners write mails in words of their own, and what they cannot mean breaks no mail."""

import asyncio
from collections.abc import Callable
from typing import Any, get_args

import pytest

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from contracts.mail_texts import (
    MailTextIsNotUsable,
    MailTextView,
    MailTextWasChangedMeanwhile,
    PreviewMailText,
    WhichText,
    WriteMailText,
)
from contracts.message import Language
from contracts.notifications import Event, NotifiedLine, Sender
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, RequestIsMalformed
from tests.services.notifications.orders import SETTINGS, OrdersBook
from tests.services.notifications.world import (
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    sent_mails,
)

pytestmark = pytest.mark.engines
As = Callable[[Actor], SystemNotifications]
OWN = WriteMailText(
    subject="{products}: good to go!",
    body="Dear {customer_name},\n\nit starts on {start_on}.\n\n{provider} <b>& co</b>\n{link}",
    seen_revision=0,
)


async def write(
    client: SystemNotifications,
    partner: object,
    text: WriteMailText = OWN,
    event: Event = "item_approved",
    language: Language = "en",
) -> MailTextView:
    return await client.write_mail_text(which(partner, event, language), text)


def which(partner: object, event: Event = "item_approved", language: Language = "en") -> WhichText:
    return WhichText(partner=str(partner), audience="customer", event=event, language=language)


async def mailed(acting: As, partner_id: int, **more: Any) -> Any:
    event = happened("item_approved", partner_id, **more)
    await acting(WORKER).notify(event)
    [mail] = await sent_mails(acting(OPERATOR), event.order_id)
    return await acting(OPERATOR).mail(mail.id)


async def test_a_partners_words_replace_the_standard_ones(acting: As, partner_id: int) -> None:
    await write(acting(admin(partner_id)), partner_id)
    sender = Sender(name="ACME", support_email="help@acme.example")
    mail = await mailed(acting, partner_id, sender=sender, start_on="2023-01-14")
    assert mail.subject == "Fibre 100: good to go!"
    assert mail.body.startswith(
        "Dear Carl Corner,\n\nit starts on 14 January 2023.\n\nACME <b>& co</b>\nhttps://portal"
    )
    assert "Order: " in mail.body
    assert "<b>" not in mail.html
    link = "https://portal.example.org/orders/1"
    assert f'<a href="{link}">{link}</a>' in mail.html
    other_language = await mailed(acting, partner_id, language="de")
    assert other_language.subject == "Genehmigt: Fibre 100"
    assert (await mailed(acting, 1)).subject == "Approved: Fibre 100"


async def test_facts_are_written_as_the_language_writes_them(acting: As, partner_id: int) -> None:
    text = WriteMailText(subject="S", body="{total}|{start_on}", seen_revision=0)
    await write(acting(admin(partner_id)), partner_id, text, language="fr")
    mail = await mailed(acting, partner_id, language="fr", start_on="2023-01-01")
    assert mail.body.replace("\xa0", " ").startswith("62,00 €|1er janvier 2023\n")


async def test_what_people_wrote_is_a_value_and_nothing_else(acting: As, partner_id: int) -> None:
    text = WriteMailText(subject="{products}", body="{customer_name}", seen_revision=0)
    await write(acting(admin(partner_id)), partner_id, text)
    hostile = "{order_id}<script>\r\nBcc: x"
    lines = [NotifiedLine(item_id="i", title=hostile, quantity=1, gross_minor=1)]
    mail = await mailed(acting, partner_id, customer_name=hostile, lines=lines)
    assert mail.subject == "{order_id}<script> Bcc: x"
    assert mail.body.startswith("{order_id}<script> Bcc: x\n")
    assert "<script" not in mail.html


async def test_a_text_with_nothing_to_say_gives_way_to_the_standard_one(
    acting: As, partner_id: int
) -> None:
    text = WriteMailText(subject="From {start_on}", body="Hello", seen_revision=0)
    await write(acting(admin(partner_id)), partner_id, text)
    assert (await mailed(acting, partner_id)).subject == "Approved: Fibre 100"
    assert (await mailed(acting, partner_id, start_on="2023-01-14")).body.startswith("Hello\n")


async def test_default_holds_for_whoever_has_no_text_and_giving_up_brings_it_back(
    acting: As, partner_id: int
) -> None:
    operator, ada = acting(OPERATOR), acting(admin(partner_id))
    default = WriteMailText(subject="Default", body="Expired.", seen_revision=0)
    kept = await write(operator, "default", default, "item_expired", "fr")
    mine = which(partner_id, "item_expired", "fr")
    inherited = await ada.mail_text(mine)
    assert (inherited.source, inherited.subject, inherited.versions) == ("default", "Default", [])
    own = WriteMailText(subject="Own", body="Gone.", seen_revision=0)
    written = await write(ada, partner_id, own, "item_expired", "fr")
    assert (written.source, written.subject) == ("partner", "Own")
    [listed] = [t for t in (await ada.mail_texts(str(partner_id))).items if t.language == "fr"]
    assert (listed.subject, listed.versions) == ("Own", [])
    given_up = await ada.give_up_mail_text(mine, seen_revision=1)
    assert (given_up.source, given_up.subject) == ("default", "Default")
    history = [(v.revision, v.subject, v.written_by) for v in given_up.versions]
    assert history == [(2, None, f"admin/ada{partner_id}"), (1, "Own", f"admin/ada{partner_id}")]
    standard = await operator.give_up_mail_text(
        which("default", "item_expired", "fr"), seen_revision=kept.versions[0].revision
    )
    assert (standard.source, standard.subject) == ("standard", None)


async def test_of_two_who_write_at_once_one_is_told_of_the_other(
    acting: As, partner_id: int
) -> None:
    texts = [WriteMailText(subject=f"S{n}", body="b", seen_revision=0) for n in range(5)]
    client = acting(admin(partner_id))
    answers = await asyncio.gather(
        *(write(client, partner_id, text) for text in texts), return_exceptions=True
    )
    written = [one for one in answers if isinstance(one, MailTextView)]
    refused = [one for one in answers if isinstance(one, MailTextWasChangedMeanwhile)]
    assert (len(written), len(refused)) == (1, 4)
    assert {one.facts["written_by"] for one in refused} == {f"admin/ada{partner_id}"}
    assert {one.facts["time_zone"] for one in refused} == {"UTC"}, "the partner's"
    same = WriteMailText(subject=written[0].subject or "", body="b", seen_revision=0)
    assert (await write(client, partner_id, same)).versions == written[0].versions


async def test_what_cannot_be_meant_is_refused_and_nothing_is_saved(
    acting: As, partner_id: int
) -> None:
    ada = acting(admin(partner_id))
    unknown = WriteMailText(subject="S", body="{reason} {secret}", seen_revision=0)
    with pytest.raises(MailTextIsNotUsable) as refused:
        await write(ada, partner_id, unknown)
    assert refused.value.facts["unknown"] == ["reason", "secret"]
    assert "start_on" in refused.value.detail
    odd = PreviewMailText(subject="{order_id!r}", body="b")
    with pytest.raises(MailTextIsNotUsable):
        await ada.preview_mail_text(which(partner_id), odd)
    two_lines = WriteMailText.model_construct(subject="a\nBcc: x", body="b", seen_revision=0)
    with pytest.raises(RequestIsMalformed):
        await write(ada, partner_id, two_lines)
    kept = await ada.mail_text(which(partner_id))
    assert (kept.source, kept.versions) == ("standard", [])


async def test_a_preview_shows_a_whole_mail_and_saves_nothing(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    orders.settings[str(partner_id)] = SETTINGS.model_copy(update={"display_name": "ACME"})
    ada, in_german = acting(admin(partner_id)), which(partner_id, language="de")
    wanted = PreviewMailText(subject=OWN.subject, body=OWN.body)
    seen = await ada.preview_mail_text(in_german, wanted)
    assert "it starts on 14. Januar 2023." in seen.body
    assert "ACME" in seen.html
    standard = await ada.preview_mail_text(in_german, PreviewMailText())
    assert standard.subject == "Genehmigt: Fibre 100"
    assert (await ada.mail_text(in_german)).source == "standard"


async def test_a_preview_has_something_to_say_for_every_placeholder(
    acting: As, orders: OrdersBook, partner_id: int
) -> None:
    """A paragraph of its own each, as one without anything to say would be left out."""
    ada = acting(admin(partner_id))
    known = {"support_email": "help@example.net", "support_phone": "+43 1 2345"}
    known["legal_name"] = "ACME"
    orders.settings[str(partner_id)] = SETTINGS.model_copy(update=known)
    for event in get_args(Event):
        one = which(partner_id, event=event)
        names = (await ada.mail_text(one)).placeholders
        body = "\n\n".join(f"<{name}> {{{name}}}" for name in names)
        seen = await ada.preview_mail_text(one, PreviewMailText(subject="Hello", body=body))
        assert [name for name in names if f"<{name}> " not in seen.body] == [], event


async def test_texts_are_for_the_staff_of_the_partner(acting: As, partner_id: int) -> None:
    with pytest.raises(ActionIsNotAllowed):
        await acting(customer(partner_id)).mail_texts(str(partner_id))
    stranger = acting(admin(9))
    with pytest.raises(ObjectIsNotFound):
        await stranger.mail_texts(str(partner_id))
    with pytest.raises(ObjectIsNotFound):
        await write(stranger, partner_id)
    with pytest.raises(ObjectIsNotFound):
        await write(stranger, "default")
    assert (await acting(OPERATOR).mail_texts(str(partner_id))).items == []
