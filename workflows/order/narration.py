"""What an operator reads in the Temporal UI: why a person must look, what the order waits for and
who can act, and the money that moved. In Markdown, which no text of others adds to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from contracts.decisions import AWAITS_PAYMENT, ItemState
from contracts.recording import LONGEST_REASON
from contracts.said import Said, said
from wording.markdown import literally
from workflows.operators import shown

WAITING: tuple[ItemState, ...] = (
    "awaiting_payment",
    "payment_failed",
    "awaiting_approval",
    "awaiting_confirmation",
    "scheduled",
)


@dataclass
class Standing:
    """Where an order stands, as its workflow knows it."""

    items: Mapping[str, ItemState]
    titles: Sequence[str] = ()
    """Of the first items, in their order; those of whom there is none go by their ids."""
    attempt: int = 1
    undelivered: int = 0
    """Notices that are still to deliver."""
    is_flagged: bool = False
    reasons: Sequence[str] = ()
    """What the flags say."""
    refused: str | None = None
    """Why a step waits for a person, also where that could not be recorded."""
    is_cancellation_refused: bool = False
    moved: dict[tuple[str, str], Said] = field(default_factory=dict)
    """Money, by document and decision, each once."""


def details_of(standing: Standing) -> str:
    """The workflow's current details, one line for each thing that is to be told."""
    lines = [*_attention(standing), *(list(_waits(standing)) or [said("waits.nothing")])]
    if standing.is_cancellation_refused:
        lines.append(said("waits.cancellation"))
    if standing.moved:
        lines.append(said("moved", parts=list(standing.moved.values())))
    return "\n\n".join(shown(line) for line in lines)


def _attention(standing: Standing) -> Iterator[Said]:
    reasons = list(standing.reasons)
    if standing.refused and standing.refused[:LONGEST_REASON] not in reasons:
        reasons.append(standing.refused)
    if reasons or standing.is_flagged:
        told = " ".join(literally(reason) for reason in reasons)
        yield said("waits.attention", reason=told)


def _waits(standing: Standing) -> Iterator[Said]:
    items, names = standing.items, _names_of(standing)
    for state in WAITING:
        waiting = [names[item] for item, current in items.items() if current == state]
        if waiting:
            yield said("waits.for", state=state, items=", ".join(waiting))
    if standing.attempt > 1 and not AWAITS_PAYMENT.isdisjoint(items.values()):
        yield said("waits.attempt", attempt=standing.attempt)
    if standing.undelivered:
        yield said("waits.undelivered", count=standing.undelivered)


def _names_of(standing: Standing) -> dict[str, str]:
    """By item; two of the same title are told apart by their ids, which decisions name."""
    items, titles = list(standing.items), [literally(title) for title in standing.titles]
    if items == [ALL_ITEMS]:
        return {ALL_ITEMS: ", ".join(titles) or ALL_ITEMS}
    return {
        item: f"{titles[at]} (`{item}`)" if at < len(titles) else f"`{item}`"
        for at, item in enumerate(items)
    }


ALL_ITEMS = "all items"
"""Until the orders service has told more; item ids are not worth their place in every start."""
