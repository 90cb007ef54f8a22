"""Who may see, order and write an offering."""

from typing import Any

import pytest

from contracts.actors import Actor, Audience
from contracts.catalog import Availability
from services.catalog.domain.availability import (
    Buyer,
    is_shown_to,
    may_order,
    may_see,
    may_write,
)
from tests.services.catalog.world import OPERATOR, admin, customer, plan, view


def buyer(partner_id: int = 1, **audience: Any) -> Buyer:
    return Buyer("carl", partner_id, Audience.model_validate(audience))


def offering(**availability: Any) -> Any:
    return view(plan(1, availability=Availability(**availability)))


def test_empty_lists_mean_everybody() -> None:
    assert may_order(buyer(7), offering())


@pytest.mark.parametrize("switch", ["enabled", "show_on_portal"])
def test_a_switched_off_offering_is_for_nobody(switch: str) -> None:
    hidden = offering().model_copy(update={switch: False})
    assert not may_order(buyer(), hidden)


@pytest.mark.parametrize(
    ("wanted", "fitting", "unfitting"),
    [
        ({"locations": ["north", "south"]}, {"location": "south"}, {"location": "east"}),
        ({"locations": ["north"]}, {"location": "north"}, {}),
        ({"categories": ["company"]}, {"category": "company"}, {"category": "person"}),
        ({"labels": ["vip", "staff"]}, {"labels": ["staff", "new"]}, {"labels": ["new"]}),
        ({"labels": ["vip"]}, {"labels": ["vip"]}, {}),
    ],
)
def test_an_audience_must_fit_what_the_offering_wants(
    wanted: dict[str, Any], fitting: dict[str, Any], unfitting: dict[str, Any]
) -> None:
    assert may_order(buyer(**fitting), offering(**wanted))
    assert not may_order(buyer(**unfitting), offering(**wanted))


def test_every_condition_must_hold_at_once() -> None:
    both = offering(locations=["north"], labels=["vip"])
    assert may_order(buyer(location="north", labels=["vip"]), both)
    assert not may_order(buyer(location="north"), both)


def test_another_partners_offering_is_not_orderable() -> None:
    assert may_order(buyer(2), offering(partner_ids=[1, 2]))
    assert not may_order(buyer(3), offering(partner_ids=[1, 2]))


def test_an_admin_sees_common_and_own_offerings_even_hidden_ones() -> None:
    hidden = offering(partner_ids=[1]).model_copy(update={"show_on_portal": False})
    assert may_see(admin(1), hidden)
    assert may_see(admin(2), offering())
    assert not may_see(admin(2), hidden)
    assert may_see(OPERATOR, hidden)
    assert not may_see(customer(1), hidden)


def test_what_is_hidden_exists_for_staff_and_not_for_a_customer_of_the_same_partner() -> None:
    hidden = offering().model_copy(update={"show_on_portal": False})
    assert is_shown_to(admin(1), hidden)
    assert not is_shown_to(buyer(), hidden)
    assert is_shown_to(buyer(), offering())


@pytest.mark.parametrize(
    ("actor", "partner_ids", "allowed"),
    [
        (admin(1), [1], True),
        (admin(1), [], False),
        (admin(1), [1, 2], False),
        (admin(1), [2], False),
        (OPERATOR, [], True),
        (Actor(kind="admin", id="nobody"), [], False),
        (Actor(kind="system", id="worker"), [], False),
        (customer(1), [1], False),
    ],
)
def test_an_admin_writes_for_the_own_partner_alone(
    actor: Actor, partner_ids: list[int], allowed: bool
) -> None:
    assert may_write(actor, partner_ids) is allowed
