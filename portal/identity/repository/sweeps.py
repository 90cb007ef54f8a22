"""What housekeeping deletes: sessions and drafts after a day, whatever proved something once after
a day, and attempts as soon as they are forgotten."""

from datetime import timedelta

from sqlalchemy import true

from chassis.housekeeping import Sweep
from portal.identity.domain.drafts import KEPT_FOR
from portal.identity.domain.sessions import KEPT_AFTER_ITS_END
from portal.identity.tables import attempts, drafts, handovers, links, sessions

A_DAY = timedelta(days=1)


def sweeps() -> tuple[Sweep, ...]:
    return (
        Sweep(sessions, sessions.c.ends_at, true(), KEPT_AFTER_ITS_END),
        Sweep(drafts, drafts.c.kept_at, true(), KEPT_FOR),
        Sweep(links, links.c.expires_at, true(), A_DAY),
        Sweep(handovers, handovers.c.expires_at, true(), A_DAY),
        Sweep(attempts, attempts.c.last_at, true(), A_DAY),
    )
