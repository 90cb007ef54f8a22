"""Ways to pay as the messages that leave the service, from what each gateway can do."""

from contracts.actors import Actor
from contracts.methods import MethodKind, PaymentMethodView
from contracts.said import Said, said
from services.payments.domain.collecting.methods import Choice, safe_label
from services.payments.gateways.port import Gateway, LinkedMethod
from wording.telling import tell


def own_method(gateway: Gateway, viewer: Actor, currency: str | None) -> PaymentMethodView:
    """The way to pay that a gateway offers everybody."""
    can, name = gateway.capabilities, gateway.name
    kind: MethodKind = "page" if can.has_payment_page else "instructions"
    spoken = said(f"method.{kind}", gateway=_spoken(name))
    why_not = _no_such_currency(gateway, currency)
    return PaymentMethodView(
        id=name,
        kind=kind,
        label=tell(_label(can.label) if can.label else spoken, viewer),
        gateway=name,
        usable=why_not is None,
        why_not=why_not and tell(why_not, viewer),
    )


def linked_method(
    gateway: Gateway, viewer: Actor, method: LinkedMethod, currency: str | None
) -> PaymentMethodView:
    """What a customer left with a gateway."""
    expired = said("method.expired") if method.is_expired else None
    why_not = expired or _no_such_currency(gateway, currency)
    return PaymentMethodView(
        id=Choice(gateway.name, method.id).id,
        kind="linked",
        label=tell(_label(method.label), viewer),
        gateway=gateway.name,
        usable=why_not is None,
        why_not=why_not and tell(why_not, viewer),
    )


def unknown_methods(name: str, viewer: Actor) -> PaymentMethodView:
    """Stands for what may be linked at a gateway that does not answer."""
    return PaymentMethodView(
        id=f"{name}:",
        kind="linked",
        label=tell(said("method.linked", gateway=_spoken(name)), viewer),
        gateway=name,
        usable=False,
        why_not=tell(said("method.unknown"), viewer),
        is_unknown=True,
    )


def _spoken(gateway: str) -> str:
    return gateway.replace("_", " ").capitalize()


def _label(given: Said | str) -> Said:
    return given if isinstance(given, Said) else said("method.named", name=safe_label(given))


def _no_such_currency(gateway: Gateway, currency: str | None) -> Said | None:
    taken = gateway.capabilities.currencies
    takes_it = currency is None or taken is None or currency in taken
    return None if takes_it else said("method.other_currency", currency=currency)
