"""An offering as staff types it: of each kind, in each language, with all that is wrong at once."""

import pytest

from contracts.catalog import MOST_COMPONENTS, Availability, BillingCycle, Price
from contracts.message import Language
from portal.admin.offerings.sheet import MOST_CHOSEN, MOST_FOUND
from portal.admin.offerings.view import fields_of
from tests.portal.admin.offerings import KINDS, faults, is_ticked, made, stored, typed, value_of
from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def test_a_new_one_has_all_that_was_typed(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    discount = {"percent_1": "12,5", "first_day_1": "2031-01-01", "last_day_1": "2031-02-01"}
    speed = {"download_mbps": "100", "upload_mbps": "50"}
    one = await made(pages, browser, title="Fibre 100", **discount, **speed)
    price = one.price
    assert (one.kind, one.title, one.enabled, one.show_on_portal) == (
        "internet",
        "Fibre 100",
        True,
        True,
    )
    assert (one.download_mbps, one.upload_mbps) == (100, 50)
    assert (price.amount_minor, price.currency, price.activation_fee_minor) == (3_100, "EUR", 2_550)
    assert (price.vat_basis_points, price.includes_vat) == (2_000, True)
    assert price.cycle == BillingCycle(kind="monthly")
    [kept] = price.discounts
    assert (kept.basis_points, str(kept.first_day)) == (1_250, "2031-01-01")
    assert one.availability == Availability(
        partner_ids=[pages.partner_id],
        locations=["north", "south"],
        categories=["company"],
        labels=["gold"],
    )


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_made_and_comes_back_as_it_was(pages: PortalWorld, kind: str) -> None:
    """Saved as it is shown, it is what it was."""
    inside = await pages.plan(title="Inside")
    browser = await pages.signed_in_staff()
    more = {"component_ids": inside, "contract_months": "12"} if kind == "bundle" else {}
    if kind != "one_time":
        more |= {"cycle": "days", "day_count": "30"}
    one = await made(pages, browser, kind, **more)
    assert one.kind == kind
    assert one.price.cycle.kind == ("once" if kind == "one_time" else "days")
    form = (await browser.get(f"/offerings/{one.id}/edit")).text
    again = typed(
        title=value_of(form, "title"),
        amount=value_of(form, "amount"),
        vat=value_of(form, "vat"),
        fee=value_of(form, "fee"),
        **more,
    )
    answer = await browser.post(f"/offerings/{one.id}/edit", again)
    assert "The offering was changed." in (await browser.follow(answer)).text
    assert await stored(pages, one.id) == one.model_copy(update={"revision": 2})


@pytest.mark.parametrize(
    ("language", "amount"), [("en", "1,234.50"), ("de", "1.234,50"), ("fr", "1\u202f234,50")]
)
async def test_amounts_are_typed_as_each_language_writes_them(
    pages: PortalWorld, language: Language, amount: str
) -> None:
    browser = await pages.signed_in_staff(language=language)
    one = await made(pages, browser, amount=amount, vat="7,7")
    assert (one.price.amount_minor, one.price.vat_basis_points) == (123_450, 770)
    form = (await browser.get(f"/offerings/{one.id}/edit")).text
    assert value_of(form, "amount") == amount


@pytest.mark.parametrize(("currency", "amount_minor"), [("JPY", 3_000), ("KWD", 1_234)])
async def test_a_currencys_own_decimals_are_read_as_they_are_shown(
    pages: PortalWorld, currency: str, amount_minor: int
) -> None:
    price = Price(amount_minor=amount_minor, currency=currency, cycle=BillingCycle(kind="monthly"))
    offering_id = await pages.plan(price=price)
    browser = await pages.signed_in_staff()
    form = (await browser.get(f"/offerings/{offering_id}/edit")).text
    again = typed(amount=value_of(form, "amount"), currency=currency, fee=value_of(form, "fee"))
    assert (await browser.post(f"/offerings/{offering_id}/edit", again)).status_code == 303
    assert (await stored(pages, offering_id)).price.amount_minor == amount_minor


async def test_all_that_is_wrong_is_told_at_once_each_at_its_field(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    form = "/new-offering?kind=bundle"
    await browser.get(form)
    wrong = typed(
        title="",
        amount="1.234",
        currency="EURO",
        cycle="days",
        day_count="",
        vat="a fifth",
        fee="minus",
        contract_months="0",
        percent_0="10",
        first_day_0="2031-02-01",
        last_day_0="2031-01-01",
        percent_1="200",
        first_day_1="",
        last_day_1="someday",
        labels="x" * 101,
    )
    answer = await browser.post(form, wrong)
    assert answer.status_code == 422
    assert set(faults(answer)) == {
        "title",
        "amount",
        "currency",
        "day_count",
        "vat",
        "fee",
        "contract_months",
        "component_ids",
        "labels",
        "last_day_0",
        "percent_1",
        "first_day_1",
        "last_day_1",
    }
    assert value_of(answer.text, "amount") == "1.234"
    assert value_of(answer.text, "percent_1") == "200"
    assert is_ticked(answer.text, "categories", "company")
    assert faults(answer)["first_day_1"] == "First day of discount 2: this is missing"
    for name in faults(answer):
        assert f'id="{name}"' in answer.text, name


async def test_what_the_catalogue_refuses_stands_at_its_field(pages: PortalWorld) -> None:
    dollars = Price(amount_minor=1, currency="USD", cycle=BillingCycle(kind="monthly"))
    inside = await pages.plan(price=dollars)
    browser = await pages.signed_in_staff()
    form = "/new-offering?kind=bundle"
    await browser.get(form)
    answer = await browser.post(form, typed(title="Both", component_ids=inside))
    assert answer.status_code == 422
    assert "different currencies" in faults(answer)["component_ids"]
    assert value_of(answer.text, "title") == "Both"
    bundle = await made(pages, browser, "bundle", component_ids=inside, currency="USD")
    await browser.get(f"/offerings/{inside}/edit")
    answer = await browser.post(f"/offerings/{inside}/edit", typed(currency="EUR"))
    assert "different currencies" in faults(answer)["currency"]
    assert bundle.component_ids == [inside]


async def test_a_preview_shows_the_card_and_keeps_nothing(pages: PortalWorld) -> None:
    offering_id = await pages.plan(title="Old")
    browser = await pages.signed_in_staff()
    form = f"/offerings/{offering_id}/edit"
    await browser.get(form)
    answer = await browser.post(form, typed(title="New", do="preview", show_on_portal=""))
    assert answer.status_code == 200
    assert "<bdi>New</bdi></h3>" in answer.text
    assert value_of(answer.text, "title") == "New"
    assert not is_ticked(answer.text, "show_on_portal")
    assert (await stored(pages, offering_id)).title == "Old"


async def test_components_are_searched_for_and_those_chosen_stay(pages: PortalWorld) -> None:
    chosen = await pages.plan(title="Chosen")
    wanted = await pages.plan(title="Wanted fibre", kind="recurring")
    await pages.plan(title="Other phone", kind="voice")
    browser = await pages.signed_in_staff()
    form = "/new-offering?kind=bundle"
    await browser.get(form)
    answer = await browser.post(
        form, typed(title="", component_ids=chosen, component_q="WANTED", do="find")
    )
    assert answer.status_code == 200
    assert is_ticked(answer.text, "component_ids", chosen)
    assert not is_ticked(answer.text, "component_ids", wanted)
    assert "Other phone" not in answer.text


async def test_no_more_components_are_looked_up_than_a_form_can_choose(
    pages: PortalWorld,
) -> None:
    browser, form = await pages.signed_in_staff(), "/new-offering?kind=bundle"
    await browser.get(form)
    many = "\n".join(f"off_{number}" for number in range(2_000))
    page = await browser.post(form, typed(component_ids=many, do="find"))
    assert page.status_code == 200
    assert MOST_COMPONENTS < page.text.count('name="component_ids"') <= MOST_CHOSEN + MOST_FOUND


async def test_who_comes_second_reads_who_was_first_and_loses_nothing(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    one = await made(pages, browser, title="First", amount="31")
    form = f"/offerings/{one.id}/edit"
    await browser.get(form)
    theirs = fields_of(one).model_copy(update={"title": "Theirs"})
    await pages.catalog(OPERATOR).change_offering(one.id, theirs, revision=1)
    answer = await browser.post(form, typed(title="Mine", amount="29"))
    assert answer.status_code == 409
    assert f"<p>{OPERATOR.id} changed it on" in answer.text
    for words in ("Theirs", "€31.00", "Mine", "€29.00"):
        assert f"<bdi>{words}</bdi>" in answer.text.replace("\n", "")
    assert value_of(answer.text, "title") == "Mine"
    assert (await stored(pages, one.id)).title == "Theirs"
    again = typed(title="Mine", amount="29", revision=value_of(answer.text, "revision"))
    assert (await browser.post(form, again)).status_code == 303
    assert (await stored(pages, one.id)).title == "Mine"


async def test_a_copy_is_not_on_offer_before_somebody_says_so(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    source = await made(pages, browser, "voice", title="Flat")
    form = (await browser.get(f"/new-offering?copy={source.id}")).text
    assert 'action="/new-offering?kind=voice"' in form
    assert value_of(form, "title") == "Flat"
    assert not is_ticked(form, "enabled")
    assert is_ticked(form, "show_on_portal")


async def test_two_clicks_make_one(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    form = "/new-offering?kind=internet"
    await browser.get(form)
    fields = typed()
    answers = [await browser.post(form, fields) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]


async def test_a_partners_admin_writes_for_its_own_partner_alone(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    one = await made(pages, browser, partner_ids=["9"])
    assert one.availability.partner_ids == [pages.partner_id]
    desk = await pages.signed_in_staff("super_admin")
    two = await made(pages, desk, partner_ids=["9", str(pages.partner_id)])
    assert two.availability.partner_ids == sorted({9, pages.partner_id})
    form = (await desk.get(f"/offerings/{two.id}/edit")).text
    assert is_ticked(form, "partner_ids", "9")
    everybody = await made(pages, desk)
    assert everybody.availability.partner_ids == []


async def test_a_draft_keeps_what_was_unticked(pages: PortalWorld) -> None:
    """Refused for a reason that is no field's, the form is there again as it was typed."""
    offering_id = await pages.plan()
    browser = await pages.signed_in_staff()
    form = f"/offerings/{offering_id}/edit"
    await browser.get(form)
    pages.network.blocked.add("catalog.test")
    answer = await browser.post(form, typed(title="Typed", show_on_portal=""))
    pages.network.blocked.discard("catalog.test")
    page = await browser.follow(answer)
    assert value_of(page.text, "title") == "Typed"
    assert not is_ticked(page.text, "show_on_portal")
