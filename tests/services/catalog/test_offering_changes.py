"""Who changed which offering, as staff searches it over all of them."""

from collections.abc import Callable

import pytest

from clients.catalog import CatalogClient
from clients.pages import all_of
from contracts.actors import Actor
from contracts.offering_history import FoundRevision
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from tests.services.catalog.test_offering_history import changed, changed_hands
from tests.services.catalog.world import OPERATOR, NewPartner, admin, customer, plan

pytestmark = pytest.mark.engines

As = Callable[[Actor], CatalogClient]


def told(found: list[FoundRevision]) -> list[tuple[str, str | None, str]]:
    titles = [(one.offering.title, one.before.title if one.before else None) for one in found]
    return [(*both, one.changed_by) for both, one in zip(titles, found, strict=True)]


async def test_the_newest_of_all_offerings_come_first(acting: As, partner_id: int) -> None:
    first = await changed(acting, partner_id, "A", "B")
    await changed(acting, partner_id, "C")
    client, own = acting(admin(partner_id)), f"admin/ada{partner_id}"
    await client.change_offering(first, plan(partner_id, "D"), revision=2)
    found = (await client.changes(partner_id=partner_id)).items
    assert told([one for one in found if one.offering.availability.partner_ids]) == [
        ("D", "B", own),
        ("C", None, "operator/olga"),
        ("B", "A", own),
        ("A", None, "operator/olga"),
    ]


async def test_it_is_narrowed_as_orders_audit_is(acting: As, partner_id: int) -> None:
    one, other = [await changed(acting, partner_id, f"{n}", f"{n}, later") for n in (1, 2)]
    client = acting(admin(partner_id))
    of_one = (await client.changes(offering_id=one)).items
    assert [each.offering.id for each in of_one] == [one, one]
    for name in (f"ada{partner_id}", f"admin/ada{partner_id}"):
        mine = (await client.changes(by=name)).items
        assert [each.offering.id for each in mine] == [other, one], name
    assert (await client.changes(by=f"operator/ada{partner_id}")).items == []
    later, earlier = (each.changed_at for each in of_one)
    since = (await client.changes(offering_id=one, changed_from=later)).items
    assert [each.revision for each in since] == [2]
    until = (await client.changes(offering_id=one, changed_before=later)).items
    assert [(each.revision, each.changed_at) for each in until] == [(1, earlier)]


async def test_every_change_is_read_once_page_by_page(acting: As, partner_id: int) -> None:
    made = [await changed(acting, partner_id, "A", "B", "C") for _ in range(3)]
    client = acting(OPERATOR)
    of_partner = [
        one
        async for one in all_of(
            lambda cursor: client.changes(partner_id=partner_id, cursor=cursor, limit=2)
        )
        if one.offering.id in made
    ]
    read = [(one.offering.id, one.revision) for one in of_partner]
    assert sorted(read) == sorted((one, revision) for one in made for revision in (1, 2, 3))
    moments = [one.changed_at for one in of_partner]
    assert moments == sorted(moments, reverse=True)
    behind = await client.changes(partner_id=partner_id, cursor=of_partner[3].place, limit=1)
    assert behind.items == [of_partner[4]]


async def test_what_was_another_partners_is_not_found(
    acting: As, new_partner: NewPartner, partner_id: int
) -> None:
    other = new_partner()
    offering_id = await changed_hands(acting, other, partner_id)

    async def read(actor: Actor) -> list[tuple[str, str | None]]:
        found = (await acting(actor).changes(offering_id=offering_id)).items
        return [(title, before) for title, before, _ in told(found)]

    assert await read(admin(partner_id)) == [("Ours", "Mine"), ("Mine", None)]
    assert await read(admin(other)) == [("Ours", None), ("Theirs", None)]
    assert await read(OPERATOR) == [("Ours", "Mine"), ("Mine", "Theirs"), ("Theirs", None)]
    await acting(OPERATOR).change_offering(offering_id, plan(partner_id, "Mine again"), revision=3)
    assert await read(admin(other)) == []


async def test_it_is_for_staff_of_that_partner(
    acting: As, new_partner: NewPartner, partner_id: int
) -> None:
    with pytest.raises(ActionIsNotAllowed):
        await acting(customer(partner_id)).changes()
    with pytest.raises(ObjectIsNotFound):
        await acting(admin(partner_id)).changes(partner_id=new_partner())
    for cursor in ("!", "b2ZmX2dvbmU", "MjAyMy0wMS0wMVQwMDowMDowMCswMDowMC94"):
        with pytest.raises(CursorIsInvalid):
            await acting(OPERATOR).changes(cursor=cursor)
