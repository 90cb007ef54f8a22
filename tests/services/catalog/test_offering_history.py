"""What an offering was, and who changed it."""

from collections.abc import Callable

import pytest

from clients.catalog import CatalogClient
from contracts.actors import Actor
from contracts.catalog import Availability
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from tests.services.catalog.world import OPERATOR, NewPartner, admin, customer, key, plan

pytestmark = pytest.mark.engines
As = Callable[[Actor], CatalogClient]


async def changed(acting: As, partner_id: int, *titles: str) -> str:
    """An offering that had each of these titles."""
    first, *others = titles
    made = await acting(OPERATOR).create_offering(plan(partner_id, first), key=key())
    for revision, title in enumerate(others, 1):
        fields = plan(partner_id, title)
        await acting(admin(partner_id)).change_offering(made.id, fields, revision=revision)
    return made.id


async def test_each_revision_stands_beside_what_it_replaced(acting: As, partner_id: int) -> None:
    offering_id = await changed(acting, partner_id, "First", "Second", "Third")
    found = (await acting(admin(partner_id)).offering_revisions(offering_id)).items
    assert [one.revision for one in found] == [3, 2, 1]
    assert [one.offering.title for one in found] == ["Third", "Second", "First"]
    assert [one.before and one.before.title for one in found] == ["Second", "First", None]
    own = f"admin/ada{partner_id}"
    assert [one.changed_by for one in found] == [own, own, "operator/olga"]
    moments = [one.changed_at for one in found]
    assert moments == sorted(moments, reverse=True)


async def test_it_goes_on_page_by_page(acting: As, partner_id: int) -> None:
    offering_id = await changed(acting, partner_id, "A", "B", "C", "D", "E")
    client, cursor, seen = acting(admin(partner_id)), None, []
    while True:
        page = await client.offering_revisions(offering_id, cursor=cursor, limit=2)
        seen += [(one.offering.title, one.before and one.before.title) for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [("E", "D"), ("D", "C"), ("C", "B"), ("B", "A"), ("A", None)]


async def changed_hands(acting: As, first: int, second: int) -> str:
    """An offering that was one partner's, then another's, and now is of both."""
    offering_id = await changed(acting, first, "Theirs")
    both = plan(second, "Ours", availability=Availability(partner_ids=[first, second]))
    for revision, fields in enumerate((plan(second, "Mine"), both), start=1):
        await acting(OPERATOR).change_offering(offering_id, fields, revision=revision)
    return offering_id


async def test_what_was_another_partners_is_not_shown(
    acting: As, new_partner: NewPartner, partner_id: int
) -> None:
    other = new_partner()
    offering_id = await changed_hands(acting, other, partner_id)

    async def read(actor: Actor) -> list[tuple[str, str | None]]:
        found = (await acting(actor).offering_revisions(offering_id)).items
        return [(one.offering.title, one.before.title if one.before else None) for one in found]

    assert await read(admin(partner_id)) == [("Ours", "Mine"), ("Mine", None)]
    assert await read(admin(other)) == [("Ours", None), ("Theirs", None)]
    assert await read(OPERATOR) == [("Ours", "Mine"), ("Mine", "Theirs"), ("Theirs", None)]


async def test_it_is_for_staff_that_may_see_the_offering(
    acting: As, new_partner: NewPartner, partner_id: int
) -> None:
    offering_id = await changed(acting, partner_id, "First")
    with pytest.raises(ActionIsNotAllowed):
        await acting(customer(partner_id)).offering_revisions(offering_id)
    for actor, its_id in ((admin(new_partner()), offering_id), (OPERATOR, "off_unknown")):
        with pytest.raises(ObjectIsNotFound):
            await acting(actor).offering_revisions(its_id)
    for cursor in ("!", "b2ZmX2dvbmU"):
        with pytest.raises(CursorIsInvalid):
            await acting(OPERATOR).offering_revisions(offering_id, cursor=cursor)
