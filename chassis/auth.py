"""The caller of a request, and what it may see. Foreign objects do not exist for it (404)."""

from typing import Annotated

from fastapi import Depends, Query, Request

from chassis.problems import not_found
from chassis.settings import ProcessSettings
from chassis.tokens import Caller, verify
from contracts.message import PartnerId, WrittenAddress
from contracts.problems import (
    ActionIsNotAllowed,
    PartnerIsNotNamed,
    TokenIsMissingOrInvalid,
)


def authenticate(request: Request) -> Caller:
    """The verified caller; read once a request."""
    known = getattr(request.state, "caller", None)
    if isinstance(known, Caller):
        return known
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenIsMissingOrInvalid("missing")
    settings: ProcessSettings = request.app.state.settings
    caller = verify(settings.token_keys, request.app.state.name, token, settings.known_callers)
    request.state.caller = caller
    request.state.is_customer = caller.actor.kind == "customer"
    return caller


async def caller_of(request: Request) -> Caller:
    """The same, as a dependency. It waits for nothing, yet it is `async` as all dependencies here:
    a plain function would cost every request a trip to a thread."""
    return authenticate(request)


CallerDep = Annotated[Caller, Depends(caller_of)]
NamedPartner = Annotated[
    PartnerId | None,
    Query(description="Whose customer, from operators and systems; for all others their own."),
]
NamedPerson = Annotated[
    WrittenAddress | None,
    Query(description="A person, whole: `admin/ada`, or `ada` whatever she is."),
]


def require(caller: Caller, *kinds: str) -> None:
    """Refuse every actor that is not of these kinds."""
    if caller.actor.kind not in kinds:
        raise ActionIsNotAllowed("needs_another", needed=list(kinds), actor_kind=caller.actor.kind)


def require_in_person(caller: Caller) -> None:
    """Refuse whoever of the staff acts as the customer."""
    if caller.actor.by is not None:
        raise ActionIsNotAllowed("in_person")


def partner_named_by(caller: Caller) -> int:
    """The partner of a customer or an admin, without whom it is nobody's."""
    actor = caller.actor
    if actor.partner_id is None:
        raise ActionIsNotAllowed("no_partner", actor_kind=actor.kind)
    return actor.partner_id


def require_may_see(
    caller: Caller, what: str, partner_id: int | None, customer_id: str | None
) -> None:
    """Refuse as not found what belongs to another partner or customer."""
    actor = caller.actor
    foreign_partner = actor.partner_id is not None and actor.partner_id != partner_id
    foreign_customer = actor.kind == "customer" and actor.id != customer_id
    unbound = actor.partner_id is None and actor.kind in ("customer", "admin")
    if foreign_partner or foreign_customer or unbound:
        raise not_found(what)


def partner_of_customer(caller: Caller, named: int | None) -> int:
    """Whose customer a caller speaks of: of its own partner, or of the one that it names. Raises
    `PartnerIsNotNamed`, and `ObjectIsNotFound` for a foreign partner."""
    own = caller.actor.partner_id
    if own is None and caller.actor.kind in ("customer", "admin"):
        raise not_found("customer")
    if own is not None and named not in (None, own):
        raise not_found("customer")
    partner_id = own if own is not None else named
    if partner_id is None:
        raise PartnerIsNotNamed
    return partner_id


def partner_of_list(caller: Caller, named: int | None, customer_id: str | None) -> int | None:
    """What a list is narrowed to; all partners only for operators and systems, who name one with
    any customer. Raises as `partner_of_customer` does."""
    sees_all = caller.actor.partner_id is None and caller.actor.kind in ("operator", "system")
    if sees_all and named is None and customer_id is None:
        return None
    return partner_of_customer(caller, named)
