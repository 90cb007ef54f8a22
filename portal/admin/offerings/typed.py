"""An offering as its form shows it first, and what was typed there before. Pure."""

from collections.abc import Mapping
from typing import Any, get_args

from contracts.catalog import MOST_DISCOUNTS, Discount, OfferingView
from portal.admin.offerings.form import RATE_CURRENCY, Cycle
from portal.web.decimals import written_amount
from portal.web.forms import Typed
from wording.languages import spoken

CYCLES: tuple[Cycle, ...] = get_args(Cycle)
MORE_ROWS = 2
"""Blank ones, for discounts that are added; there are others once these are kept."""
CHECKED = (
    "includes_vat",
    "enabled",
    "show_on_portal",
    "partner_ids",
    "categories",
    "component_ids",
)
"""Are not sent where nothing is ticked."""
ON = "true"


def new_one(currency: str) -> dict[str, str]:
    return {"currency": currency, "includes_vat": ON, "enabled": ON, "show_on_portal": ON}


def copy_of(offering: OfferingView) -> dict[str, str]:
    """Not on offer before somebody says so."""
    return {**typed_of(offering), "enabled": ""}


def typed_of(offering: OfferingView) -> dict[str, str]:
    price, wanted = offering.price, offering.availability
    typed: dict[str, Any] = {
        "title": offering.title,
        "description": offering.description,
        "currency": price.currency,
        "amount": written_amount(price.amount_minor, price.currency, spoken()),
        "cycle": price.cycle.kind,
        "day_count": price.cycle.day_count,
        "vat": _rate(price.vat_basis_points),
        "includes_vat": _check(price.includes_vat),
        "fee": written_amount(price.activation_fee_minor, price.currency, spoken()),
        "enabled": _check(offering.enabled),
        "show_on_portal": _check(offering.show_on_portal),
        "partner_ids": _each(wanted.partner_ids),
        "locations": _each(wanted.locations),
        "categories": _each(wanted.categories),
        "labels": _each(wanted.labels),
        "download_mbps": offering.download_mbps,
        "upload_mbps": offering.upload_mbps,
        "component_ids": _each(offering.component_ids),
        "contract_months": offering.contract_months,
        **_discounts(price.discounts),
    }
    return {name: "" if value is None else str(value) for name, value in typed.items()}


def with_draft(typed: Typed, draft: Mapping[str, str]) -> Typed:
    """What was unticked before stays so."""
    if not draft:
        return typed
    return Typed({**typed.values, **{name: draft.get(name, "") for name in CHECKED}}, typed.faults)


def rows_of(typed: Typed) -> range:
    """Of discounts: those that hold something, and some to fill in."""
    names = ("percent", "first_day", "last_day")
    filled = [
        row
        for row in range(MOST_DISCOUNTS)
        if any(typed.value(f"{name}_{row}") or typed.fault(f"{name}_{row}") for name in names)
    ]
    return range(min(max(filled, default=-1) + 1 + MORE_ROWS, MOST_DISCOUNTS))


def _discounts(discounts: list[Discount]) -> dict[str, str]:
    typed = {}
    for row, one in enumerate(discounts):
        typed[f"percent_{row}"] = _rate(one.basis_points)
        typed[f"first_day_{row}"] = one.first_day.isoformat()
        typed[f"last_day_{row}"] = one.last_day.isoformat()
    return typed


def _rate(basis_points: int) -> str:
    return written_amount(basis_points, RATE_CURRENCY, spoken())


def _check(is_so: bool) -> str:
    return ON if is_so else ""


def _each(values: list[Any]) -> str:
    return "\n".join(map(str, values))
