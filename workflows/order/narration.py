"""What an operator reads in the Temporal UI: what the order waits for, and who can act."""

from collections.abc import Iterator, Mapping

from contracts.decisions import AWAITS_PAYMENT, ItemState
from contracts.said import Said, said
from workflows.operators import shown

WAITING: tuple[ItemState, ...] = (
    "awaiting_payment",
    "payment_failed",
    "awaiting_approval",
    "awaiting_confirmation",
    "scheduled",
)


def waiting_for(
    items: Mapping[str, ItemState],
    attempt: int,
    undelivered: int,
    *,
    flagged: bool,
    refused: str | None = None,
    cancellation_refused: bool = False,
) -> str:
    """The workflow's current details, in Markdown: one line for each thing that is waited for.
    `refused`: why a step waits for a person; others may have flagged the order, too."""
    lines = list(_waits(items, attempt, undelivered))
    if refused or flagged:
        lines.insert(0, said("waits.attention", reason=refused))
    if cancellation_refused:
        lines.append(said("waits.cancellation"))
    return "\n\n".join(shown(line) for line in lines or [said("waits.nothing")])


def _waits(items: Mapping[str, ItemState], attempt: int, undelivered: int) -> Iterator[Said]:
    for state in WAITING:
        waiting = [item for item, current in items.items() if current == state]
        if waiting:
            yield said("waits.for", state=state, items=", ".join(waiting))
    if attempt > 1 and not AWAITS_PAYMENT.isdisjoint(items.values()):
        yield said("waits.attempt", attempt=attempt)
    if undelivered:
        yield said("waits.undelivered", count=undelivered)
