"""Whether an outbox drains: what is late or was given up, by topic."""

from datetime import timedelta

from chassis.checks import Check, Trouble
from chassis.outbox import Outbox
from chassis.stuck_messages import StuckTopic, stuck_topics

DRAINS_WITHIN = timedelta(seconds=45)
"""A little longer than the pause between two tries."""


def outbox_check(outbox: Outbox) -> Check:
    """Of a service that others wait to hear of. People are served all the same."""

    async def look() -> None:
        if stuck := await stuck_topics(outbox, DRAINS_WITHIN):
            raise Trouble(f"Messages do not get through: {'; '.join(map(_shown, stuck))}.")

    return Check(
        "outbox",
        look,
        "Run `./turnup messages` (or ask GET /v1/operations/messages) and see to what its errors"
        " name. What is late then goes by itself; what was given up has to be released.",
        is_vital=False,
    )


def _shown(stuck: StuckTopic) -> str:
    """Of an error its kind alone: whoever asks needs no token, and errors quote others."""
    state = "given up" if stuck.state == "quarantined" else "late"
    error = (stuck.last_error or "not tried yet").partition(":")[0]
    return f"{stuck.count} of {stuck.topic} {state} since {stuck.since:%Y-%m-%d %H:%M:%S} ({error})"
