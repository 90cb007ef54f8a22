"""Messages of payment methods: what a customer can pay with, and what a checkout offers. Labels
only; no number of a card or an account ever reaches us."""

from typing import Literal

from contracts.agreements import TermsVersion
from contracts.message import Command, Currency, Message, Name, Url
from contracts.problems import Problem
from contracts.said import Told

MethodKind = Literal["page", "linked", "instructions"]
"""`page`: on the gateway's own page. `linked`: something that the customer left with the gateway.
`instructions`: without a page, for example by bank transfer."""


class PaymentMethodView(Message):
    """One way to pay. `id` is what `payment_method` of an order takes."""

    id: str
    kind: MethodKind
    label: Told
    gateway: str
    usable: bool = True
    why_not: Told | None = None
    """Unless it is usable."""
    is_unknown: bool = False
    """Stands for the linked methods of a gateway that does not answer at the moment."""


class PaymentMethods(Message):
    """What a customer can pay with, in the order in which the gateways are configured."""

    methods: list[PaymentMethodView]
    linked_at: list[str]
    """Gateways at which the customer can link a method."""


class LinkMethod(Command):
    """Link a method at a gateway; the first one that can when none is named."""

    gateway: Name | None = None
    return_url: Url | None = None
    """Where the gateway's page sends the customer back to."""


class LinkPage(Message):
    """Where the customer links a method: a page of the gateway."""

    gateway: str
    page_url: str


class CheckoutOptions(Message):
    """What a customer's checkout can offer now. Without `upfront_possible` there is nothing to
    pick: the order is sent as a request, and `message` says why."""

    ordering_enabled: bool
    upfront_possible: bool
    currency: Currency
    methods: list[PaymentMethodView]
    """Those that the partner offers; show the unusable ones with their `why_not`."""
    linked_at: list[str] = []
    """Gateways at which the customer can link a method."""
    message: Told | None = None
    terms_version: TermsVersion | None = None
    """Of the terms that an order has to agree to (`agreed_terms`); null where there are none."""


class PaymentMethodIsNotOffered(Problem):
    """The partner does not offer it, or the customer does not have it. Facts: offered (ids)."""

    status = 409


class PaymentMethodIsNotUsable(Problem):
    """For example an expired card; another method would do. Facts: usable (ids)."""

    status = 409


class PaymentMethodIsNotChosen(Problem):
    """There are only linked methods, and none is charged unasked. Facts: usable (ids)."""

    status = 422


class NoMethodCanBeLinked(Problem):
    """The gateway keeps no methods of customers, or none that does is configured."""

    status = 409
