"""How an order is paid: which methods a partner offers, which of them the customer gets, and when
none can be used and the order becomes a request instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.decisions import OrderPath
from contracts.methods import (
    MethodKind,
    PaymentMethodIsNotChosen,
    PaymentMethodIsNotOffered,
    PaymentMethodIsNotUsable,
    PaymentMethodView,
)
from contracts.orders import OrderPolicy
from contracts.said import Said, said

OWN_KINDS: tuple[MethodKind, ...] = ("page", "instructions")
"""Which a gateway's own method may be of."""


@dataclass(frozen=True)
class PaymentChoice:
    """How to pay. Without a method the gateway that takes all others decides."""

    path: OrderPath = "upfront"
    method: str | None = None
    kind: MethodKind | None = None
    """Null when payments could not be asked, and the partner's words leave it open."""
    unusable: Sequence[Said] | None = None
    """Of an order that becomes a request for want of a usable method: what is wrong with each that
    is offered."""


ON_REQUEST = PaymentChoice("request")


def offered_by(
    partner: Sequence[str], methods: Sequence[PaymentMethodView]
) -> list[PaymentMethodView]:
    """Of what a customer could pay with, what the partner names by kind or by gateway."""
    return [method for method in methods if method.kind in partner or method.gateway in partner]


def choose_payment(
    wanted: str | None,
    offered: Sequence[PaymentMethodView] | None,
    partner: Sequence[str],
    own_kinds: Mapping[str, MethodKind],
) -> PaymentChoice:
    """`offered` is null when payments does not answer: then what is wanted is taken on trust, as
    far as it can be one that the partner names. `own_kinds`, by gateway, are what payments said
    before of the gateways' own methods.

    Raises `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`, `PaymentMethodIsNotChosen`.
    """
    if offered is None:
        return PaymentChoice() if wanted is None else _unasked(wanted, partner, own_kinds)
    usable = [method for method in offered if method.usable]
    if wanted is not None:
        found = next((method for method in offered if method.id == wanted), None)
        if found is None:
            return _on_trust(wanted, offered)
        if found.usable or usable:
            return _usable(found, usable)
    if not usable:
        return PaymentChoice("request", unusable=why_unusable(offered))
    # What a customer has linked is never charged unasked.
    found = next((method for method in usable if method.kind == "page"), None)
    found = found or next((method for method in usable if method.kind == "instructions"), None)
    if found is None:
        raise PaymentMethodIsNotChosen(
            choices=_listed(usable), usable=[method.id for method in usable]
        )
    return PaymentChoice(method=found.id, kind=found.kind)


def payment_seconds(policy: OrderPolicy, choice: PaymentChoice) -> int:
    """How long an order waits for its money: where a person transfers it, or may have to, that
    takes days."""
    return longer_payment_seconds(policy, choice) or policy.payment_expires_after_seconds


def longer_payment_seconds(policy: OrderPolicy, choice: PaymentChoice) -> int | None:
    """The same where it is not the usual time; a method of an unknown kind gets what is longer."""
    if choice.kind == "instructions":
        return policy.offline_payment_expires_after_seconds
    if choice.kind is None and choice.method is not None:
        return max(
            policy.offline_payment_expires_after_seconds, policy.payment_expires_after_seconds
        )
    return None


def why_unusable(offered: Sequence[PaymentMethodView]) -> list[Said]:
    """What is wrong with each of them."""
    return [said("order.unusable_method", label=m.label, why_not=m.why_not) for m in offered]


def kinds_of(methods: Sequence[PaymentMethodView]) -> dict[str, MethodKind]:
    """Of the gateways' own methods, by gateway."""
    return {method.gateway: method.kind for method in methods if method.id == method.gateway}


def _unasked(
    wanted: str, partner: Sequence[str], own_kinds: Mapping[str, MethodKind]
) -> PaymentChoice:
    """What may well be offered; of a gateway's own method only payments knows the kind."""
    gateway, colon, method = wanted.partition(":")
    own = (own_kinds[gateway],) if gateway in own_kinds else OWN_KINDS
    possible: tuple[MethodKind, ...] = ("linked",) if colon else own
    kinds = [kind for kind in possible if kind in partner or gateway in partner]
    if not gateway or not kinds or (colon and not method):
        raise PaymentMethodIsNotOffered("unasked", wanted=wanted, offered=[])
    return PaymentChoice(method=wanted, kind=kinds[0] if len(kinds) == 1 else None)


def _on_trust(wanted: str, offered: Sequence[PaymentMethodView]) -> PaymentChoice:
    """A linked method of a gateway that does not answer may well be there."""
    gateway, linked, _ = wanted.partition(":")
    if linked and any(method.is_unknown and method.gateway == gateway for method in offered):
        return PaymentChoice(method=wanted, kind="linked")
    raise PaymentMethodIsNotOffered(
        wanted=wanted,
        choices=_listed([method for method in offered if method.usable]),
        offered=[method.id for method in offered],
    )


def _usable(found: PaymentMethodView, usable: Sequence[PaymentMethodView]) -> PaymentChoice:
    if found.usable:
        return PaymentChoice(method=found.id, kind=found.kind)
    raise PaymentMethodIsNotUsable(
        label=found.label,
        why_not=found.why_not,
        choices=_listed(usable),
        usable=[method.id for method in usable],
    )


def _listed(methods: Sequence[PaymentMethodView]) -> list[Said]:
    return [said("order.listed_method", label=m.label, method_id=m.id) for m in methods]
