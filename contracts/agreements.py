"""Messages about what a customer agrees to with an order: the partner's terms, and the summary of
the contract, as it was when the order was placed."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from contracts.catalog import BillingCycle
from contracts.message import Amount, BasisPoints, Currency, Language, Message
from contracts.problems import Problem

TermsVersion = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$", max_length=16)]
"""Made of the text, so that another text is another version."""


class Terms(Message):
    """A partner's terms of now; both empty where it has none."""

    version: TermsVersion | None
    text: str
    """Plain, with empty lines between its paragraphs."""


class Agreement(Message):
    """Who ordered, and what was agreed to, which the order keeps as it was."""

    customer_name: str = ""
    customer_email: str = ""
    language: Language | None = None
    """The customer's; null for the partner's."""
    terms_version: TermsVersion | None = None
    agreed_by: str = ""
    """For example `customer/carl`."""


class ContractParty(Message):
    """The provider, as it was known when the order was placed."""

    name: str
    legal_name: str
    address: str
    vat_id: str
    support_email: str
    support_phone: str


class ContractLine(Message):
    title: str
    component_titles: list[str]
    quantity: int
    cycle: BillingCycle
    price: Amount
    """Of one full cycle, or once, for the whole quantity; before discounts."""
    period_count: int
    charged: Amount
    """What all paid periods come to, as quoted."""
    fee: Amount
    """Charged once, for the whole quantity."""
    vat_basis_points: BasisPoints
    contract_months: int | None


class ContractSummary(Message):
    """What was agreed when the order was placed; nothing that happens later changes it."""

    order_id: str
    placed_at: AwareDatetime
    time_zone: str
    """Of the partner, in which dates are told."""
    language: Language
    provider: ContractParty
    customer_id: str
    customer_name: str
    customer_email: str
    lines: list[ContractLine]
    currency: Currency
    total: Amount
    terms_version: TermsVersion | None
    """Null where the partner had none."""
    terms_text: str = ""
    """As it was agreed to."""
    agreed_by: str
    settings_version: int
    """Under which the order was placed; its terms are those of then."""


class TermsAreNotAgreed(Problem):
    """The order names no terms, or not those of now. Facts: version."""

    status = 409
