"""What the checkout's form holds."""

from typing import Literal

from contracts.agreements import TermsVersion
from contracts.carts import CartRevision
from contracts.message import Name
from portal.customer.checkout.prices_seen import PricesSeen
from portal.web.forms import Form


class CheckoutForm(Form):
    """`seen` are the prices that the page showed first, `agreed` those that it then said they had
    changed to."""

    revision: CartRevision
    seen: PricesSeen
    agreed: PricesSeen | None = None
    pay: Literal["upfront", "on_request"]
    payment_method: Name | None = None
    agreed_terms: TermsVersion | None = None
