"""What a bundle may hold."""

import pytest

from contracts.catalog import BillingCycle, BundleComponentIsNotAllowed, OfferingFields
from services.catalog.domain.bundles import check_components, check_still_fits
from tests.services.catalog.world import plan, price, view

DEVICE = plan(1, kind="one_time", price=price(cycle=BillingCycle(kind="once")))


def bundle(*component_ids: str, currency: str = "EUR") -> OfferingFields:
    return plan(1, kind="bundle", price=price(currency=currency), component_ids=component_ids)


@pytest.mark.parametrize("kind", ["internet", "voice", "recurring"])
def test_plans_may_be_inside(kind: str) -> None:
    check_components(bundle("off_1"), {"off_1": view(plan(1, kind=kind))})


@pytest.mark.parametrize(("component", "why"), [(DEVICE, "one_time"), (bundle("off_2"), "bundle")])
def test_devices_and_bundles_may_not(component: OfferingFields, why: str) -> None:
    with pytest.raises(BundleComponentIsNotAllowed, match=why):
        check_components(bundle("off_1"), {"off_1": view(component)})


def test_a_component_must_exist() -> None:
    with pytest.raises(BundleComponentIsNotAllowed, match="missing"):
        check_components(bundle("off_1", "off_2"), {"off_1": view(plan(1))})


def test_a_component_has_the_bundles_currency() -> None:
    with pytest.raises(BundleComponentIsNotAllowed, match=r"currency .*EUR.*USD"):
        check_components(bundle("off_1", currency="USD"), {"off_1": view(plan(1))})


def test_a_component_is_listed_once() -> None:
    with pytest.raises(BundleComponentIsNotAllowed, match="twice"):
        check_components(bundle("off_1", "off_1"), {"off_1": view(plan(1))})


def test_a_component_may_change_only_into_what_its_bundles_allow() -> None:
    around = [view(bundle("off_1"), "off_b")]
    check_still_fits("off_1", plan(1, kind="voice"), around)
    with pytest.raises(BundleComponentIsNotAllowed):
        check_still_fits("off_1", DEVICE, around)
    with pytest.raises(BundleComponentIsNotAllowed):
        check_still_fits("off_1", plan(1, price=price(currency="USD")), around)
    check_still_fits("off_1", DEVICE, [])
