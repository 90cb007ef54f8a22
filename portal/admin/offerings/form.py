"""An offering as somebody typed it: read with all that is wrong at once, each at its field, and
shown again as it stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from contracts.actors import MOST_LABELS, Category
from contracts.catalog import (
    MOST_COMPONENTS,
    MOST_DISCOUNTS,
    Availability,
    BillingCycle,
    ContractMonths,
    Discount,
    OfferingFields,
    OfferingKind,
    Price,
)
from contracts.message import (
    BasisPoints,
    Currency,
    Id,
    PartnerId,
    PositiveMinor,
    PrintedLabel,
    PrintedName,
    Text,
)
from contracts.said import Said, said
from portal.web.dates import DayIsUnclear, read_day
from portal.web.decimals import AmountIsUnclear, read_amount
from portal.web.forms import Form, FormIsWrong, Typed, first, read_form, typed_texts
from portal.web.viewers import viewer
from wording.languages import spoken
from wording.telling import words

Fields = Mapping[str, list[Any]]
Read = TypeVar("Read", bound=Form)
Cycle = Literal["monthly", "calendar_month", "days"]
"""Of all but what is paid once."""
MOST_LOCATIONS = 1_000
RATE_CURRENCY = "EUR"
"""A rate has two decimals, as an amount of this currency."""


def _refused(why: Said) -> PydanticCustomError:
    return PydanticCustomError("page_rule", "{words}", {"words": words(why, viewer())})


def _minor(typed: Any, info: ValidationInfo) -> int:
    """In the form's currency; where that is wrong, as if it had two decimals."""
    try:
        return read_amount(str(typed), info.data.get("currency", RATE_CURRENCY), spoken())
    except AmountIsUnclear as unclear:
        raise _refused(unclear.why) from unclear


def _rate(typed: Any) -> int:
    try:
        return read_amount(str(typed).removesuffix("%").strip(), RATE_CURRENCY, spoken())
    except AmountIsUnclear as unclear:
        raise _refused(said("admin.offering.rate_unclear")) from unclear


def _day(typed: Any) -> date:
    try:
        return read_day(str(typed), spoken())
    except DayIsUnclear as unclear:
        raise _refused(unclear.why) from unclear


def _lines(values: Any) -> list[str]:
    """Of a text that has one in each."""
    given = "\n".join(value for value in values if isinstance(value, str))
    return list(dict.fromkeys(line.strip() for line in given.splitlines() if line.strip()))


def _upper(typed: Any) -> str:
    return str(typed).upper()


def _count_of_days(count: int | None, info: ValidationInfo) -> int | None:
    if info.data.get("cycle") != "days" or info.data.get("kind") == "one_time":
        return None
    if count is None:
        raise _refused(said("admin.offering.day_count_is_needed"))
    return count


def _some_in_a_bundle(ids: list[str], info: ValidationInfo) -> list[str]:
    if info.data.get("kind") != "bundle":
        return []
    if not ids:
        raise _refused(said("admin.offering.component_is_needed"))
    return list(dict.fromkeys(ids))


def _not_before(last: date, info: ValidationInfo) -> date:
    if last < info.data.get("first_day", last):
        raise _refused(said("admin.offering.days_are_reversed"))
    return last


def _of_kind(kind: OfferingKind) -> Callable[[int | None, ValidationInfo], int | None]:
    return lambda value, info: value if info.data.get("kind") == kind else None


Amount = Annotated[PositiveMinor, BeforeValidator(_minor)]
Rate = Annotated[BasisPoints, BeforeValidator(_rate)]
Day = Annotated[date, BeforeValidator(_day)]
Mbps = Annotated[int | None, Field(ge=1, le=10**9), AfterValidator(_of_kind("internet"))]


class OfferingForm(Form):
    """In the order in which one rule needs another field."""

    kind: OfferingKind
    currency: Annotated[Currency, BeforeValidator(_upper)]
    title: PrintedName
    description: Text = ""
    amount: Amount
    cycle: Cycle = "monthly"
    day_count: Annotated[
        int | None,
        Field(ge=1, le=3_660, validate_default=True),
        AfterValidator(_count_of_days),
    ] = None
    vat: Rate = 0
    includes_vat: bool = False
    fee: Amount = 0
    enabled: bool = False
    show_on_portal: bool = False
    partner_ids: Annotated[list[PartnerId], Field(max_length=99)] = Field(default=[])
    locations: Annotated[
        list[PrintedLabel], BeforeValidator(_lines), Field(max_length=MOST_LOCATIONS)
    ] = Field(default=[])
    categories: Annotated[list[Category], Field(max_length=2)] = Field(default=[])
    labels: Annotated[
        list[PrintedLabel], BeforeValidator(_lines), Field(max_length=MOST_LABELS)
    ] = Field(default=[])
    download_mbps: Mbps = None
    upload_mbps: Mbps = None
    component_ids: Annotated[
        list[Id],
        Field(max_length=MOST_COMPONENTS),
        AfterValidator(_some_in_a_bundle),
    ] = Field(default=[], validate_default=True)
    contract_months: Annotated[ContractMonths | None, AfterValidator(_of_kind("bundle"))] = None


class DiscountForm(Form):
    percent: Annotated[int, Field(ge=1, le=10_000), BeforeValidator(_rate)]
    first_day: Day
    last_day: Annotated[Day, AfterValidator(_not_before)]


def read_offering(posted: Fields, kind: OfferingKind, own_partner: int | None) -> OfferingFields:
    """A partner's admin writes for its own partner alone. Raises `FormIsWrong`."""
    faults: dict[str, str] = {}
    form = _tried(OfferingForm, {**posted, "kind": [kind]}, faults)
    discounts = []
    for row in range(MOST_DISCOUNTS):
        given = {name: posted.get(f"{name}_{row}", []) for name in DiscountForm.model_fields}
        if any(first(given, name).strip() for name in given):
            discounts.append(_tried(DiscountForm, given, faults, suffix=f"_{row}"))
    if form is None or faults:
        raise FormIsWrong(Typed(typed_texts(posted), faults))
    return _offering(form, discounts, own_partner)


def _tried(
    kind: type[Read], given: Fields, faults: dict[str, str], *, suffix: str = ""
) -> Read | None:
    try:
        return read_form(kind, given)
    except FormIsWrong as wrong:
        faults |= {f"{name}{suffix}": fault for name, fault in wrong.typed.faults.items()}
        return None


def _offering(
    form: OfferingForm, discounts: list[DiscountForm | None], own_partner: int | None
) -> OfferingFields:
    is_once = form.kind == "one_time"
    cycle = BillingCycle(kind="once") if is_once else _cycle(form)
    return OfferingFields(
        **form.model_dump(include={"kind", "title", "description", "enabled", "show_on_portal"}),
        **form.model_dump(include={"download_mbps", "upload_mbps", "component_ids"}),
        contract_months=form.contract_months,
        price=Price(
            amount_minor=form.amount,
            currency=form.currency,
            vat_basis_points=form.vat,
            includes_vat=form.includes_vat,
            cycle=cycle,
            activation_fee_minor=form.fee,
            discounts=[
                Discount(basis_points=one.percent, first_day=one.first_day, last_day=one.last_day)
                for one in discounts
                if one is not None
            ],
        ),
        availability=Availability(
            partner_ids=sorted(set(form.partner_ids)) if own_partner is None else [own_partner],
            locations=form.locations,
            categories=form.categories,
            labels=form.labels,
        ),
    )


def _cycle(form: OfferingForm) -> BillingCycle:
    return BillingCycle(kind=form.cycle, day_count=form.day_count)
