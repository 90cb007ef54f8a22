"""Ways to pay as the messages that leave the service, from what each gateway can do."""

from contracts.methods import MethodKind, PaymentMethodView
from services.payments.domain.collecting.methods import Choice, safe_label
from services.payments.gateways.port import Capabilities, LinkedMethod


def own_method(name: str, can: Capabilities, currency: str | None) -> PaymentMethodView:
    """The way to pay that a gateway offers everybody."""
    kind: MethodKind = "page" if can.has_payment_page else "instructions"
    spoken = name.replace("_", " ").capitalize()
    usual = f"Payment page of {spoken}" if can.has_payment_page else spoken
    why_not = _no_such_currency(can, currency)
    return PaymentMethodView(
        id=name,
        kind=kind,
        label=can.label or usual,
        gateway=name,
        usable=why_not is None,
        why_not=why_not,
    )


def linked_method(
    name: str, can: Capabilities, method: LinkedMethod, currency: str | None
) -> PaymentMethodView:
    """What a customer left with a gateway."""
    expired = "It has expired; link another one." if method.is_expired else None
    why_not = expired or _no_such_currency(can, currency)
    return PaymentMethodView(
        id=Choice(name, method.id).id,
        kind="linked",
        label=safe_label(method.label),
        gateway=name,
        usable=why_not is None,
        why_not=why_not,
    )


def unknown_methods(name: str) -> PaymentMethodView:
    """Stands for what may be linked at a gateway that does not answer."""
    return PaymentMethodView(
        id=f"{name}:",
        kind="linked",
        label=f"Linked at {name}",
        gateway=name,
        usable=False,
        why_not="The payment gateway does not answer at the moment; try again shortly.",
        is_unknown=True,
    )


def _no_such_currency(can: Capabilities, currency: str | None) -> str | None:
    takes_it = currency is None or can.currencies is None or currency in can.currencies
    return None if takes_it else f"It takes no payment in {currency}."
