"""How a customer pays: `<gateway>` for its page (or its instructions), `<gateway>:<method>` for a
method that the customer's account has linked there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.methods import PaymentMethodView

LONGEST_LABEL = 200
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){7,30}(?=[ -]?\d{4}(?!\d))")
NUMBER_AT_END = re.compile(r"\d[\d -]{0,199}\Z")


@dataclass(frozen=True)
class Choice:
    gateway: str
    linked_method: str | None = None

    @property
    def id(self) -> str:
        return f"{self.gateway}:{self.linked_method}" if self.linked_method else self.gateway


def read_choice(method_id: str | None, default_gateway: str) -> Choice:
    """What a method's id stands for; no id stands for the default gateway's page."""
    if not method_id:
        return Choice(default_gateway)
    gateway, _, linked_method = method_id.partition(":")
    return Choice(gateway, linked_method or None)


def offered_by(
    partner: Sequence[str], methods: Sequence[PaymentMethodView]
) -> list[PaymentMethodView]:
    """Of what a customer could pay with, what the partner names by kind or by gateway."""
    return [method for method in methods if method.kind in partner or method.gateway in partner]


def payer_of(partner_id: int, customer_id: str) -> str:
    """A customer as gateways know it, which hold the accounts of all partners' customers."""
    return f"{partner_id}:{customer_id}"


def safe_label(label: str) -> str:
    """Without any number that is as long as a card's or an account's: only its end stays. What is
    beyond the longest label is not read, nor is a number shown whose end is there."""
    kept = label[:LONGEST_LABEL]
    if len(label) > LONGEST_LABEL:
        kept = NUMBER_AT_END.sub("", kept)
    return LONG_NUMBER.sub("…", kept)
