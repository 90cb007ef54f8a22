"""Finding one's way in the catalogue: words, kinds, how many there are, and which edition it is."""

import itertools
from collections.abc import Callable

import pytest

from clients.catalog import CatalogClient
from contracts.actors import Actor, Audience
from contracts.catalog import MOST_COMPONENTS, Availability, BillingCycle, OfferingFields
from contracts.problems import ObjectIsNotFound, RequestIsMalformed
from tests.services.catalog.world import OPERATOR, NewPartner, admin, customer, key, plan, price

pytestmark = pytest.mark.engines
As = Callable[[Actor], CatalogClient]


async def titles(client: CatalogClient, **wanted: object) -> list[str]:
    page = await client.offerings(**wanted, limit=200)  # type: ignore[arg-type]
    return [offering.title for offering in page.items]


async def offer(acting: As, fields: OfferingFields) -> None:
    await acting(OPERATOR).create_offering(fields, key=key())


def device(partner_id: int, title: str, **more: object) -> OfferingFields:
    once = price(cycle=BillingCycle(kind="once"))
    return plan(partner_id, title, kind="one_time", price=once, **more)


async def test_every_word_must_stand_in_title_or_description(acting: As, partner_id: int) -> None:
    await offer(acting, plan(partner_id, "Fibre 100", description="For small families"))
    await offer(acting, plan(partner_id, "Fibre 500", description="For large families"))
    buyer = acting(customer(partner_id))
    assert await titles(buyer, q="FIBRE families") == ["Fibre 100", "Fibre 500"]
    assert await titles(buyer, q="large fibre") == ["Fibre 500"]
    assert await titles(buyer, q="copper") == []


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", "Ä"])
async def test_a_sign_means_itself(acting: As, partner_id: int, sign: str) -> None:
    await offer(acting, plan(partner_id, f"Odd {sign} plan"))
    await offer(acting, plan(partner_id, "Plain plan"))
    assert await titles(acting(customer(partner_id)), q=sign.lower()) == [f"Odd {sign} plan"]


async def test_kinds_narrow_the_list_but_a_search_counts_them_all(
    acting: As, partner_id: int
) -> None:
    await offer(acting, plan(partner_id, "Fibre 100"))
    await offer(acting, device(partner_id, "Fibre router"))
    await offer(acting, device(partner_id, "Handset"))
    buyer = acting(customer(partner_id))
    assert await titles(buyer, kinds=["one_time"]) == ["Fibre router", "Handset"]
    found = await buyer.catalogue(q="fibre")
    assert [(one.kind, one.count) for one in found.kinds] == [("internet", 1), ("one_time", 1)]
    assert found.count == 2
    assert (await buyer.catalogue(kinds=["voice"])).kinds == []


async def test_a_search_goes_on_over_pages(acting: As, partner_id: int) -> None:
    for number in range(5):
        await offer(acting, plan(partner_id, f"Fibre {number}"))
        await offer(acting, plan(partner_id, f"Copper {number}"))
    buyer, cursor, found = acting(customer(partner_id)), None, []
    while True:
        page = await buyer.offerings(q="fibre", limit=2, cursor=cursor)
        found += [offering.title for offering in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == [f"Fibre {number}" for number in range(5)]


async def test_the_revision_counts_every_change_and_nothing_else(
    acting: As, new_partner: NewPartner
) -> None:
    partner, request = new_partner(), key()
    buyer, operator = acting(customer(partner)), acting(OPERATOR)
    before = (await buyer.catalogue()).revision
    made = await operator.create_offering(plan(partner), key=request)
    assert (await buyer.catalogue()).revision == before + 1
    await operator.create_offering(plan(partner), key=request)
    await titles(buyer)
    assert (await buyer.catalogue()).revision == before + 1
    await operator.change_offering(made.id, plan(partner, "Fibre 200"), revision=1)
    assert (await buyer.catalogue()).revision == before + 2


async def test_counts_what_may_be_ordered_as_the_list_shows_it(
    acting: As, new_partner: NewPartner
) -> None:
    """Every mix of conditions against every kind of customer: the list asks the domain about each
    offering, the counts are SQL's alone."""
    partner = new_partner()
    mixes = itertools.product(
        ([], ["north"], ["north", "south"]),
        ([], ["company"], ["person", "company"]),
        ([], ["fibre"], ["fibre", "staff"]),
        (True, False),
    )
    for locations, categories, labels, on_portal in mixes:
        availability = Availability(
            partner_ids=[partner], locations=locations, categories=categories, labels=labels
        )
        await offer(acting, plan(partner, availability=availability, show_on_portal=on_portal))
    await offer(acting, plan(partner, enabled=False))
    await offer(acting, plan(new_partner()))
    audiences = [None, Audience()] + [
        Audience(location=location, category=category, labels=frozenset(labels))
        for location, category, labels in itertools.product(
            (None, "north", "south", "nowhere"),
            ("person", "company"),
            ((), ("fibre",), ("staff", "other"), ("other",)),
        )
    ]
    counted = set()
    for audience in audiences:
        buyer = acting(customer(partner, audience=audience))
        count = (await buyer.catalogue()).count
        assert count == len(await titles(buyer)), audience
        counted.add(count)
    assert len(counted) > 5
    staff = acting(admin(partner))
    assert (await staff.catalogue()).count == len(await titles(staff)) >= 55


@pytest.mark.parametrize("q", ["x" * 101, "a\0b"])
async def test_refuses_what_nobody_searches_for(
    acting: As, new_partner: NewPartner, q: str
) -> None:
    with pytest.raises(RequestIsMalformed):
        await titles(acting(customer(new_partner())), q=q)


async def test_many_words_are_searched_for_by_the_first_ten(acting: As, partner_id: int) -> None:
    await offer(acting, plan(partner_id, "Fibre"))
    assert await titles(acting(customer(partner_id)), q="fibre " * 10 + "copper") == ["Fibre"]


async def test_the_revision_alone_is_that_of_the_whole(acting: As, partner_id: int) -> None:
    buyer = acting(customer(partner_id))
    before = await buyer.catalogue_revision()
    await offer(acting, plan(partner_id))
    assert (await buyer.catalogue()).revision == await buyer.catalogue_revision() > before


async def test_staff_narrows_by_partner_and_by_what_is_on_the_portal(
    acting: As, new_partner: NewPartner
) -> None:
    partner, word = new_partner(), key()
    await offer(acting, plan(partner, "Shown", description=word))
    await offer(acting, plan(partner, "Off", description=word, enabled=False))
    await offer(acting, plan(partner, "Hidden", description=word, show_on_portal=False))
    await offer(acting, plan(new_partner(), "Theirs", description=word))
    everybody = Availability()
    await offer(acting, plan(partner, "Whose", description=word, availability=everybody))
    staff = acting(OPERATOR)
    assert await titles(staff, q=word, partner_id=partner) == ["Hidden", "Off", "Shown", "Whose"]
    assert await titles(staff, q=word, enabled=False) == ["Off"]
    assert await titles(staff, q=word, show_on_portal=False) == ["Hidden"]
    both = {"enabled": True, "show_on_portal": True}
    assert await titles(staff, q=word, **both) == ["Shown", "Theirs", "Whose"]
    own = acting(admin(partner))
    assert await titles(own, q=word, partner_id=partner, enabled=False) == ["Off"]


async def test_what_a_bundle_names_is_found_in_one_page(
    acting: As, new_partner: NewPartner
) -> None:
    partner, staff = new_partner(), acting(OPERATOR)
    made = [await staff.create_offering(plan(partner, title), key=key()) for title in "ABC"]
    ids = [one.id for one in made[:2]]
    assert await titles(staff, ids=ids) == ["A", "B"]
    assert await titles(acting(admin(new_partner())), ids=ids) == []
    with pytest.raises(RequestIsMalformed):
        await titles(staff, ids=[f"off_{number}" for number in range(MOST_COMPONENTS + 1)])


async def test_another_partner_is_not_asked_for(acting: As, new_partner: NewPartner) -> None:
    partner = new_partner()
    for actor in (admin(partner), customer(partner)):
        with pytest.raises(ObjectIsNotFound):
            await titles(acting(actor), partner_id=new_partner())
