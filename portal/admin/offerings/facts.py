"""An offering in words, fact by fact: for its page, its history and what two people typed. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracts.catalog import Discount, OfferingFields, OfferingView, Price
from portal.web.templates import t
from wording.telling import money, term

Titles = Mapping[str, str]
"""Of a bundle's components, by their ids, as far as they are known."""
NOTHING = "–"
MOST_NAMED = 20
"""Of places and the like; an offering may be for a thousand."""


@dataclass(frozen=True)
class Fact:
    name: str
    words: str
    value: object
    """What is compared: two may read alike."""


@dataclass(frozen=True)
class Change:
    name: str
    before: str
    after: str


def facts_of(offering: OfferingView | OfferingFields, titles: Titles) -> list[Fact]:
    """All that a form can change, in its order; what its kind does not have is left out."""
    given = [*_of_texts(offering), *_of_price(offering), *_of_kind(offering, titles)]
    given += _of_audience(offering)
    return [Fact(t(code), words or NOTHING, value) for code, words, value in given]


def changes_between(
    before: OfferingView | OfferingFields, after: OfferingView | OfferingFields, titles: Titles
) -> list[Change]:
    old = {fact.name: fact for fact in facts_of(before, titles)}
    new = {fact.name: fact for fact in facts_of(after, titles)}
    nothing = Fact("", NOTHING, None)
    pairs = ((name, old.get(name, nothing), new.get(name, nothing)) for name in {**old, **new})
    return [Change(name, a.words, b.words) for name, a, b in pairs if a.value != b.value]


def yes_or_no(is_so: bool) -> str:
    return t("admin.list.yes") if is_so else t("admin.list.no")


def period_of(price: Price) -> str:
    cycle = price.cycle
    return t("portal.order.period", cycle=cycle.kind, count=cycle.day_count or 1)


def vat_of(price: Price) -> str:
    rate, includes = price.vat_basis_points, price.includes_vat
    return t("portal.order.vat", vat_basis_points=rate, includes_vat=includes)


_Given = tuple[str, str, object]


def _of_texts(offering: OfferingView | OfferingFields) -> Iterator[_Given]:
    yield "admin.offering.kind", term("offering_kind", offering.kind), offering.kind
    yield "admin.offering.title", offering.title, offering.title
    yield "admin.offering.description", offering.description, offering.description
    yield "admin.offering.enabled", yes_or_no(offering.enabled), offering.enabled
    yield (
        "admin.offering.show_on_portal",
        yes_or_no(offering.show_on_portal),
        offering.show_on_portal,
    )


def _of_price(offering: OfferingView | OfferingFields) -> Iterator[_Given]:
    price = offering.price
    amount = price.amount_minor, price.currency
    fee = (price.activation_fee_minor, price.currency) if price.activation_fee_minor else None
    yield "admin.offering.amount", money(*amount), amount
    yield "admin.offering.cycle", period_of(price), price.cycle
    yield "admin.offering.vat", vat_of(price), (price.vat_basis_points, price.includes_vat)
    yield "admin.offering.fee", money(*fee) if fee else "", fee
    discounts = [_discount(one) for one in price.discounts]
    yield "admin.offering.discounts", "\n".join(discounts), price.discounts


def _discount(one: Discount) -> str:
    return t(
        "portal.order.discount_later",
        rate_basis_points=one.basis_points,
        first_on=one.first_day,
        last_on=one.last_day,
    )


def _of_kind(offering: OfferingView | OfferingFields, titles: Titles) -> Iterator[_Given]:
    if offering.kind == "internet":
        down, up = offering.download_mbps, offering.upload_mbps
        yield "admin.offering.download_mbps", str(down or ""), down
        yield "admin.offering.upload_mbps", str(up or ""), up
    if offering.kind == "bundle":
        ids, months = offering.component_ids, offering.contract_months
        yield "admin.offering.component_ids", "\n".join(titles.get(one, one) for one in ids), ids
        yield "admin.offering.contract_months", str(months or ""), months


def _of_audience(offering: OfferingView | OfferingFields) -> Iterator[_Given]:
    wanted, everybody = offering.availability, t("admin.offering.everybody")
    partners = [str(one) for one in wanted.partner_ids]
    categories = [term("customer_category", one) for one in wanted.categories]
    for code, names, value in (
        ("admin.offering.partner_ids", partners, wanted.partner_ids),
        ("admin.offering.locations", wanted.locations, wanted.locations),
        ("admin.offering.categories", categories, wanted.categories),
        ("admin.offering.labels", wanted.labels, wanted.labels),
    ):
        yield code, _named(names) or everybody, sorted(value)


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return t("admin.offering.and_more", names=shown, count=more) if more > 0 else shown
