"""Know a browser again in which an account signed in: by a mark that it keeps, as anybody can have
the same browser and system. It tells nobody who one is, and lets nobody in."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from portal.identity.context import Context

MARK_LASTS = timedelta(days=365)
MOST_ACCOUNTS = 10
"""In one browser; the oldest give way."""
DEVICE = "device"


def is_marked(context: Context, mark: str, account_id: str, changed_at: datetime | None) -> bool:
    """Whether the account signed in here lately, and since its password is what it is."""
    at = _marks(context, mark).get(account_id)
    if at is None or datetime.fromtimestamp(at, UTC) < context.now() - MARK_LASTS:
        return False
    return changed_at is None or at > changed_at.timestamp()


def marked(context: Context, mark: str, account_id: str) -> str:
    """The browser's mark, with this account."""
    others = {name: at for name, at in _marks(context, mark).items() if name != account_id}
    newest = dict(sorted(others.items(), key=lambda one: one[1])[-(MOST_ACCOUNTS - 1) :])
    facts = {**newest, account_id: context.now().timestamp()}
    return context.keys.seal(DEVICE, facts).decode()


def _marks(context: Context, mark: str) -> Mapping[str, float]:
    """By account, when it signed in; nothing of what is not ours."""
    return context.keys.open(DEVICE, mark.encode("utf-8", "replace"), MARK_LASTS) or {}
