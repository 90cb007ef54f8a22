"""Mails in a partner's own words, as staff writes them."""

import pytest

from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines
HERE = "/settings/mail-text?audience=customer&event=item_rejected&language=en"
WRITTEN = {"subject": "About {order_id}", "body": "Sorry, {customer_name}.\r\n\r\n{reason}"}


async def test_a_text_is_looked_at_written_and_given_up(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    listed = await browser.get("/settings/mail-texts")
    assert HERE.replace("&", "&amp;") in listed.text
    assert "Own text" not in listed.text
    begin = await browser.get(HERE)
    assert "As it is sent now" in begin.text
    assert "{reason}" in begin.text
    seen = await browser.post(HERE, {**WRITTEN, "act": "preview"})
    assert seen.status_code == 200
    assert "nothing is saved yet" in seen.text
    assert "Sorry, " in seen.text
    assert "Own text" not in (await browser.get("/settings/mail-texts")).text
    await browser.get(HERE)
    saved = await browser.follow(await browser.post(HERE, {**WRITTEN, "act": "save"}))
    assert "The text was saved." in saved.text
    assert "Own text" in (await browser.get("/settings/mail-texts")).text
    await browser.get(HERE)
    gone = await browser.follow(await browser.post(HERE, {"act": "give_up"}))
    assert "Standard text" in gone.text
    assert "About {order_id}" in gone.text  # in the history


async def test_placeholders_that_are_none_are_refused_and_the_text_kept(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    await browser.get(HERE)
    for act in ("save", "preview"):
        answer = await browser.post(HERE, {**WRITTEN, "body": "Dear {colour}", "act": act})
        assert answer.status_code == 422
        assert 'id="body-fault"' in answer.text
        assert "Dear {colour}</textarea>" in answer.text
    both = await browser.post(HERE, {"subject": "", "body": "", "act": "save"})
    assert 'id="subject-fault"' in both.text
    assert 'id="body-fault"' in both.text


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_lost(pages: PortalWorld) -> None:
    first, second = await pages.signed_in_staff(), await pages.signed_in_staff()
    for browser in (first, second):
        await browser.get(HERE)
    await first.post(HERE, {**WRITTEN, "act": "save"})
    mine = {"subject": "Mine", "body": "My words", "act": "save"}
    answer = await second.post(HERE, mine)
    assert answer.status_code == 409
    assert "Somebody else wrote this text meanwhile" in answer.text
    assert "Sorry, {customer_name}." in answer.text
    assert "My words</textarea>" in answer.text
    await second.follow(await second.post(HERE, {**mine, "seen_revision": "1"}))


async def test_others_texts_are_not_there(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    await browser.get(HERE)
    for partner in ("9", "default"):
        assert (await browser.get(f"{HERE}&partner={partner}")).status_code == 404
        answer = await browser.post(f"{HERE}&partner={partner}", {**WRITTEN, "act": "save"})
        assert answer.status_code == 404
