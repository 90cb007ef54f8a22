"""Customers, as staff finds, adds and changes them."""

from typing import Any

import pytest

from chassis.ids import new_id
from contracts.orders import CustomerFields
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def keep(pages: PortalWorld, customer_id: str = "", **more: Any) -> str:
    """A customer of this partner, or of another one."""
    given = {"partner_id": pages.partner_id, "name": "Mia Moor", "email": "mia@example.net", **more}
    customer_id = customer_id or new_id("mia")
    fields = CustomerFields.model_validate(given)
    await pages.acting(OPERATOR).put_customer(customer_id, fields)
    return customer_id


def wanted(**more: str) -> dict[str, str]:
    fields = {"number": new_id("zoe"), "name": "Zoë Zorn", "email": "zoe@example.net"}
    return {**fields, "category": "company", "labels": "gold\r\n\r\n Vienna \r\ngold", **more}


async def added(browser: Browser, **more: str) -> tuple[str, Any]:
    fields = wanted(**more)
    await browser.get("/new-customer")
    return fields["number"], await browser.post("/new-customer", fields)


async def test_the_list_is_narrowed_by_its_address_and_goes_on(pages: PortalWorld) -> None:
    for number in range(22):
        await keep(pages, name=f"Mia {number}", location="north" if number < 2 else None)
    browser = await pages.signed_in_staff()
    first = await browser.get("/customers?q=mia&category=person")
    assert "Mia 21<" in first.text
    assert "Mia 1<" not in first.text
    (more,) = [part for part in first.text.split('"') if "cursor=" in part and "next" not in part]
    second = await browser.get(more.replace("&amp;", "&"))
    assert "Mia 1<" in second.text
    assert "Mia 21<" not in second.text
    north = await browser.get("/customers?location=north")
    assert north.text.count('<th data-label="Name"') == 2
    assert "No customer fits" in (await browser.get("/customers?q=nobody")).text


async def test_a_partners_admin_sees_its_own_customers_alone(pages: PortalWorld) -> None:
    own, name = await keep(pages), new_id("Stranger")
    foreign = await keep(pages, partner_id=9, name=name)
    browser = await pages.signed_in_staff()
    assert foreign not in (await browser.get(f"/customers?q={name}")).text
    assert (await browser.get(f"/customers/{own}")).status_code == 200
    for path in (f"/customers/{foreign}", f"/customers/{foreign}/edit"):
        for query in ("", "?partner_id=9"):
            assert (await browser.get(path + query)).status_code == 404
    assert (await browser.get("/customers?partner_id=9")).status_code == 404
    await browser.get(f"/customers/{own}/edit")
    refused = await browser.post(f"/customers/{foreign}/edit?partner_id=9", wanted())
    assert refused.status_code == 404
    number, _ = await added(browser, partner_id="9")
    made = await pages.admin().customer(number)
    assert made.partner_id == pages.partner_id


async def test_a_super_admin_chooses_the_partner(pages: PortalWorld) -> None:
    name = new_id("Namesake")
    customer_id = await keep(pages, name=name)
    await keep(pages, customer_id, partner_id=9, name=f"{name} of nine")
    browser = await pages.signed_in_staff("super_admin")
    both = await browser.get(f"/customers?q={name}")
    assert f"{name}<" in both.text
    assert "of nine" in both.text
    assert f'href="/customers/{customer_id}?partner_id=9"' in both.text
    one = await browser.get(f"/customers?q={name}&partner_id=9")
    assert f"{name}<" not in one.text
    assert "of nine" in one.text
    assert "of nine" in (await browser.get(f"/customers/{customer_id}?partner_id=9")).text
    number, refused = await added(browser)
    assert refused.status_code == 422
    assert "Choose the partner whose customer it is" in refused.text
    number, answer = await added(browser, partner_id="9")
    assert answer.headers["location"] == f"/customers/{number}?partner_id=9"


async def test_one_is_added_and_changed(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    number, answer = await added(browser)
    shown = await browser.follow(answer)
    assert "The customer was added." in shown.text
    made = await pages.admin().customer(number)
    assert (made.category, made.labels, made.language) == ("company", ["gold", "Vienna"], None)
    form = await browser.get(f"/customers/{number}/edit")
    assert "gold\nVienna</textarea>" in form.text
    changed = {"name": "Zoë Adler", "email": "zoe@example.org", "language": "fr"}
    answer = await browser.post(f"/customers/{number}/edit", changed)
    assert "Zoë Adler" in (await browser.follow(answer)).text
    kept = await pages.admin().customer(number)
    assert (kept.name, kept.email, kept.language) == ("Zoë Adler", "zoe@example.org", "fr")
    assert (kept.category, kept.labels, kept.location) == ("person", [], None)


async def test_one_that_is_there_is_not_replaced_by_a_new_one(pages: PortalWorld) -> None:
    there = await keep(pages)
    browser = await pages.signed_in_staff()
    _, refused = await added(browser, number=there)
    assert refused.status_code == 422
    assert f"There is a customer with the number {there} already" in refused.text
    assert 'value="Zoë Zorn"' in refused.text
    assert (await pages.admin().customer(there)).name == "Mia Moor"


@pytest.mark.parametrize("number", ["a/b", "..", ".", "a\nb"])
async def test_a_number_that_no_address_holds_is_refused(pages: PortalWorld, number: str) -> None:
    browser = await pages.signed_in_staff()
    _, refused = await added(browser, number=number)
    assert refused.status_code == 422
    assert 'href="#number"' in refused.text


async def test_an_operator_reads_and_changes_nothing(pages: PortalWorld) -> None:
    own = await keep(pages)
    browser = await pages.signed_in_staff("operator")
    page = await browser.get(f"/customers/{own}?partner_id={pages.partner_id}")
    assert "Mia Moor" in page.text
    assert "/edit" not in page.text
    assert "/new-customer" not in (await browser.get("/customers")).text
    assert (await browser.get("/new-customer")).status_code == 404


async def test_the_export_has_what_the_filter_shows_and_no_formula(pages: PortalWorld) -> None:
    await keep(pages, name="=1+1", location="island")
    await keep(pages, name="Not asked for")
    browser = await pages.signed_in_staff()
    page = await browser.get("/customers?location=island")
    assert 'href="/customers.csv?location=island"' in page.text
    table = await browser.get("/customers.csv?location=island")
    assert table.headers["content-disposition"] == 'attachment; filename="customers.csv"'
    assert "'=1+1" in table.text
    assert "Not asked for" not in table.text
