"""A change in words, be it of an order, of settings or of an offering. Pure."""

from dataclasses import dataclass
from datetime import datetime

from contracts.audit import FoundChange
from contracts.offering_history import FoundRevision
from portal.admin.audit.reading import Change
from portal.admin.offerings.facts import Titles, changes_between
from portal.web.templates import t
from wording.telling import term

ALL_PARTNERS = "default"


@dataclass(frozen=True)
class Row:
    at: datetime
    actor: str
    action: str
    what: str
    """The action in words."""
    why: str
    """Of settings and offerings: what of them was changed."""
    about: str
    """The order's number, or the offering's."""
    title: str
    """Of the offering; empty for an order."""
    path: str
    """Where that is shown; empty for settings."""
    whose: str
    partner_id: int | None
    """Of whom a customer who acted is."""


def row_of(one: Change, titles: Titles) -> Row:
    return _of_offering(one, titles) if isinstance(one, FoundRevision) else _of_order(one)


def _of_order(one: FoundChange) -> Row:
    return Row(
        at=one.at,
        actor=one.actor,
        action=one.action,
        what=term("audit_action", one.action),
        why=one.reason.text,
        about=one.order_id or "",
        title="",
        path=f"/orders/{one.order_id}" if one.order_id else "",
        whose=t("admin.audit.all_partners") if one.partner == ALL_PARTNERS else one.partner,
        partner_id=int(one.partner) if one.partner.isdecimal() else None,
    )


def _of_offering(one: FoundRevision, titles: Titles) -> Row:
    action = "offering_created" if one.revision == 1 else "offering_changed"
    partners = [str(each) for each in one.offering.availability.partner_ids]
    return Row(
        at=one.changed_at,
        actor=one.changed_by,
        action=action,
        what=term("audit_action", action),
        why=_changes(one, titles),
        about=one.offering.id,
        title=one.offering.title,
        path=f"/offerings/{one.offering.id}/history",
        whose=", ".join(partners) or t("admin.audit.all_partners"),
        partner_id=None,
    )


def _changes(one: FoundRevision, titles: Titles) -> str:
    if one.before is None:
        return "" if one.revision == 1 else t("admin.offering.was_elsewhere")
    changes = [
        t("admin.offering.change", name=change.name, before=change.before, after=change.after)
        for change in changes_between(one.before, one.offering, titles)
    ]
    return "\n".join(changes) or t("admin.offering.nothing_changed")
