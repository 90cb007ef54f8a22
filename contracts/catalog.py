"""Messages of the catalog service: offerings (tariff plans on offer), prices and quotes."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from contracts.actors import MOST_LABELS, Category
from contracts.message import (
    LARGEST_BODY_BYTES,
    Amount,
    BasisPoints,
    BillingDay,
    Command,
    Currency,
    Day,
    Id,
    Label,
    Message,
    Name,
    PartnerId,
    PositiveMinor,
    PrintedName,
    Revision,
    Text,
)
from contracts.problems import Problem

OfferingKind = Literal["bundle", "internet", "voice", "recurring", "one_time"]
KIND_ORDER: tuple[OfferingKind, ...] = ("bundle", "internet", "voice", "recurring", "one_time")
"""The order of the groups on the portal."""

MOST_LINES = 200
"""Of one quote, and so of one order and its invoice."""

LARGEST_QUOTE_BYTES = LARGEST_BODY_BYTES - 50_000
"""Of its lines on any first day of service, as they are sent to be invoiced: what is left is more
than the customer, the partner and the way to pay take up."""

MOST_PERIODS = 36
MOST_DISCOUNTS = 24
MOST_SEGMENTS = MOST_PERIODS + 2 * MOST_DISCOUNTS
"""Of one line: a discount cuts the days twice at most, where it begins and where it ends."""

MOST_COMPONENTS = 50
ContractMonths = Annotated[int, Field(ge=1, le=120)]


class BillingCycle(Message):
    """How long one paid period is.

    `monthly` runs from the start day to the day before the same day next month; `calendar_month`
    to the day before the partner's billing day, the first period pro-rated; `days` for `day_count`
    days; `once` has no period.
    """

    kind: Literal["monthly", "calendar_month", "days", "once"]
    day_count: int | None = Field(default=None, ge=1, le=3660)

    @model_validator(mode="after")
    def _days_need_a_count(self) -> "BillingCycle":
        if (self.kind == "days") != (self.day_count is not None):
            raise ValueError("day_count is given exactly with kind 'days'")
        return self


class Discount(Message):
    """A percentage off the price on the days from `first_day` to `last_day`, both included, in the
    partner's time zone. Where several cover a day, the largest counts. Fees are not discounted."""

    basis_points: Annotated[int, Field(ge=1, le=10_000)]
    first_day: Day
    last_day: Day

    @model_validator(mode="after")
    def _days_are_in_order(self) -> "Discount":
        if self.last_day < self.first_day:
            raise ValueError("last_day is before first_day")
        return self


class Price(Message):
    """What one unit costs a period, and how VAT applies. Amounts are as listed: gross when
    `includes_vat`, else net."""

    amount_minor: PositiveMinor
    currency: Currency
    vat_basis_points: BasisPoints = 0
    includes_vat: bool = True
    cycle: BillingCycle
    activation_fee_minor: PositiveMinor = 0
    """Charged once with the first period, under the same VAT rule."""
    discounts: list[Discount] = Field(default=[], max_length=MOST_DISCOUNTS)


class Availability(Message):
    """Who may see and order an offering. An empty list means everybody."""

    partner_ids: list[PartnerId] = Field(default=[], max_length=99)
    locations: list[Label] = Field(default=[], max_length=1_000)
    categories: list[Category] = Field(default=[], max_length=2)
    labels: list[Label] = Field(default=[], max_length=MOST_LABELS)
    """The customer carries at least one of these."""


class OfferingFields(Command):
    """The body that creates or replaces an offering."""

    kind: OfferingKind
    title: PrintedName
    description: Text = ""
    price: Price
    enabled: bool = True
    show_on_portal: bool = True
    availability: Availability = Availability()
    download_mbps: int | None = Field(default=None, ge=1, le=10**9)
    upload_mbps: int | None = Field(default=None, ge=1, le=10**9)
    component_ids: list[Id] = Field(default=[], max_length=MOST_COMPONENTS)
    """Bundles only: the internet, voice and recurring offerings inside, at one common price."""
    contract_months: ContractMonths | None = None
    """Bundles only."""

    @model_validator(mode="after")
    def _fields_fit_the_kind(self) -> "OfferingFields":
        if self.kind != "bundle" and (self.component_ids or self.contract_months):
            raise ValueError("component_ids and contract_months belong to a bundle")
        if self.kind == "bundle" and not self.component_ids:
            raise ValueError("a bundle needs at least one component")
        if self.kind != "internet" and (self.download_mbps or self.upload_mbps):
            raise ValueError("download_mbps and upload_mbps belong to an internet plan")
        if (self.kind == "one_time") != (self.price.cycle.kind == "once"):
            raise ValueError("the billing cycle 'once' belongs to one_time, and only to it")
        return self


class OfferingView(Message):
    """An offering as stored. Portal callers see only what their customer may order."""

    id: str
    revision: int
    kind: OfferingKind
    title: str
    description: str
    price: Price
    enabled: bool
    show_on_portal: bool
    availability: Availability
    download_mbps: int | None = None
    upload_mbps: int | None = None
    component_ids: list[str] = []
    contract_months: int | None = None


PeriodCount = Annotated[int, Field(ge=1, le=MOST_PERIODS)]
"""How many billing periods are paid at once; a one-time product has one whatever is asked."""

Quantity = Annotated[int, Field(ge=1, le=1_000)]


class RequestQuoteLine(Command):
    offering_id: Id
    quantity: Quantity = 1
    period_count: PeriodCount = 1


class PricingDay(Command):
    """When service starts if all goes well, and the partner's billing day: with them a quote holds
    the amounts that are charged. Without a day, full periods at the list price."""

    start_on: Day | None = None
    billing_day: BillingDay = 1


class RequestQuote(PricingDay):
    """Ask for a binding price for some offerings."""

    lines: list[RequestQuoteLine] = Field(min_length=1, max_length=MOST_LINES)


ChargedDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date.max)]
"""Periods that are paid in advance may end long after the last day that service can start."""


class ChargedSegment(Message):
    """Days that were charged together: (a part of) one billing period under one discount. Both days
    are inclusive; `full_day_count` is the length of the whole period they belong to."""

    first_day: ChargedDay
    last_day: ChargedDay
    full_day_count: Annotated[int, Field(ge=1, le=3_660)]
    discount_basis_points: BasisPoints = 0
    amount: Amount

    @property
    def day_count(self) -> int:
        return (self.last_day - self.first_day).days + 1


class QuoteLine(Message):
    """One line with its price snapshotted."""

    offering_id: Id
    offering_revision: Revision
    kind: OfferingKind
    title: Name
    quantity: Quantity
    period_count: PeriodCount = 1
    price: Price
    period: Amount
    """What all paid periods (or the one-time price) cost, for the whole quantity."""
    fee: Amount
    """The activation fee, for the whole quantity."""
    start_on: Day | None = None
    """The day that the amounts were computed for; another day may cost something else."""
    segments: list[ChargedSegment] = Field(default=[], max_length=MOST_SEGMENTS)
    """What `period` pays for from `start_on`, day by day; their amounts sum to it."""
    contract_months: ContractMonths | None = None
    component_titles: list[Name] = Field(default=[], max_length=MOST_COMPONENTS)


class QuoteView(Message):
    """A price that holds until `expires_at`. `total_minor` is the gross of all lines and fees."""

    id: str
    customer_id: str
    partner_id: PartnerId
    currency: Currency
    lines: list[QuoteLine]
    total_minor: PositiveMinor
    expires_at: datetime


class PricedLines(Message):
    """Prices of now, binding for nobody; the cart page shows them."""

    lines: list[QuoteLine]
    """In the order asked, without the unavailable ones."""
    unavailable_offering_ids: list[str]


class OfferingIsNotAvailable(Problem):
    """Hidden, disabled or outside the customer's partner, location, category or label."""

    status = 404


class QuoteIsExpired(Problem):
    status = 409


class QuotedPriceHasChanged(Problem):
    """Something in the quote changed since; the fact `quote` holds a new one to confirm."""

    status = 409


class QuoteMixesCurrencies(Problem):
    status = 422


class QuoteIsTooLarge(Problem):
    """An amount exceeds what one order can hold."""

    status = 422


class QuoteIsTooLong(Problem):
    """More lines, periods and discounts than one invoice can hold. Facts: most_bytes, bytes."""

    status = 422


class BundleComponentIsNotAllowed(Problem):
    status = 422


class OfferingHasChangedMeanwhile(Problem):
    """The If-Match revision is not the current one. Facts: revision, expected, and who made the
    current one: changed_by, changed_at."""

    status = 412
