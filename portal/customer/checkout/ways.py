"""How an order is paid, or why it is sent as a request: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from contracts.methods import CheckoutOptions, PaymentMethodView


@dataclass(frozen=True)
class Ways:
    pay: Literal["upfront", "on_request"]
    methods: Sequence[PaymentMethodView]
    """To choose from; those that cannot be used say why."""
    usual: str
    """The id of the one that is chosen unasked; empty where there is none."""
    can_link: bool
    """Whether another method can be added."""
    why: str
    """In words, where there is nothing to choose from; empty for what costs nothing."""
    terms_version: str
    """Of the terms that have to be agreed to; empty where there are none."""


def ways_to_pay(total_minor: int, options: CheckoutOptions) -> Ways:
    terms_version = options.terms_version or ""
    if not total_minor:
        return Ways("on_request", [], "", can_link=False, why="", terms_version=terms_version)
    usable = [one.id for one in options.methods if one.usable]
    return Ways(
        "upfront" if options.upfront_possible else "on_request",
        options.methods,
        usable[0] if usable else "",
        can_link=bool(options.linked_at),
        why=options.message.text if options.message else "",
        terms_version=terms_version,
    )
