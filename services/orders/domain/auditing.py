"""Which changes somebody looks for in the audits of all orders and in the settings' history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contracts.actors import labels_of
from contracts.audit import ChangeKind
from contracts.said import Said

SETTINGS_CHANGED = "settings_changed"
KINDS: Mapping[ChangeKind, tuple[str, ...]] = {
    "placing": ("placed", "sent_as_request", "pay_again", "switch_to_request"),
    "payment": ("payment_", "late_payment", "offline_payment_"),
    "decision": (
        *("decided_", "moved_start", "approved_", "start_arrived"),
        *("rejected", "cancelled", "expired"),
    ),
    "deadline": ("reminded", "escalated", "warned"),
    "attention": ("needs_attention", "attention_solved", "workflow_started_again", "refused_"),
}
"""How the audit's actions begin. Of settings it holds none: they have versions."""


@dataclass(frozen=True, kw_only=True)
class WantedChanges:
    """None does not narrow it."""

    partner_id: int | None = None
    by: str | None = None
    """A person as the audit names it, or its name there without what it is."""
    kind: ChangeKind | None = None
    order_id: str | None = None
    changed_from: datetime | None = None
    changed_before: datetime | None = None
    after: tuple[datetime, int] | None = None
    """When the last one of the page before was, and its number."""
    limit: int

    @property
    def actors(self) -> list[str]:
        """All that `by` may mean."""
        return [] if self.by is None else labels_of(self.by)


@dataclass(frozen=True)
class Change:
    id: int
    at: datetime
    actor: str
    action: str
    order_id: str | None
    partner: str
    reason: Said
