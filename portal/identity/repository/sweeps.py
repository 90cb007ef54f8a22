"""What housekeeping deletes: sessions and drafts after a day, whatever proved something once after
a day, attempts as soon as they are forgotten, and visits with their sessions after two years."""

from datetime import timedelta

from sqlalchemy import exists, true

from chassis.housekeeping import Sweep
from portal.identity.domain.drafts import KEPT_FOR
from portal.identity.domain.sessions import KEPT_AFTER_ITS_END
from portal.identity.domain.visits import KEPT_VISITS
from portal.identity.tables import attempts, drafts, handovers, links, sessions, visits

A_DAY = timedelta(days=1)
BEGAN = exists().where(sessions.c.visit_id == visits.c.id)
"""With a session, which goes first."""


def sweeps() -> tuple[Sweep, ...]:
    return (
        Sweep(sessions, sessions.c.ends_at, sessions.c.visit_id.is_(None), KEPT_AFTER_ITS_END),
        Sweep(sessions, sessions.c.ends_at, sessions.c.visit_id.is_not(None), KEPT_VISITS),
        Sweep(visits, visits.c.begins_until, ~BEGAN, KEPT_VISITS),
        Sweep(drafts, drafts.c.kept_at, true(), KEPT_FOR),
        Sweep(links, links.c.expires_at, true(), A_DAY),
        Sweep(handovers, handovers.c.expires_at, true(), A_DAY),
        Sweep(attempts, attempts.c.last_at, true(), A_DAY),
    )
