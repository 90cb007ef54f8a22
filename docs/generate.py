"""Writes docs/order-lifecycle.md from the rules in the code: `python -m docs.generate`.

Asks the rules themselves and repeats none of them; only what a word means is written here.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from contracts.credits import CreditNoteState
from contracts.decisions import OPEN_FOR_DECISION, ItemState, SubscriptionState, Verdict
from contracts.payments import SETTLED, IntentState, InvoiceState
from contracts.problems import Problem
from contracts.refunds import RefundState
from contracts.workflow import OrderTerms
from docs import lifecycle_samples as samples
from docs import lifecycle_words as words
from services.orders.domain import status as status_rules
from services.orders.domain.decisions import (
    can_be_cancelled,
    can_expire,
    documents_for,
    require_movable,
    require_open,
)
from services.orders.domain.order import Item, Order
from services.orders.domain.payment_methods import choose_payment, kinds_of
from services.orders.domain.status import order_status
from services.orders.domain.transitions import SUBSCRIPTION_STATES, TRANSITIONS
from services.payments.domain.collecting.intents import GatewayPaymentState, may_move, next_step
from workflows.order.deadlines import Ladder, Rung, ladder

PAGE = Path(__file__).with_name("order-lifecycle.md")
ITEM_STATES: tuple[ItemState, ...] = get_args(ItemState)
FIRST: tuple[ItemState, ...] = ("awaiting_payment", "awaiting_approval")
BESIDE: tuple[ItemState, ...] = ("awaiting_approval", "scheduled", "approved", "rejected")


def lifecycle_page() -> str:
    """The whole page."""
    sections = [
        words.HEAD,
        _payment_choices(),
        _items(),
        _events(),
        _orders(),
        _deadlines(),
        _documents(),
        _intents(),
        _captures(),
        _named("Invoices", InvoiceState, words.INVOICES),
        _named("Credit notes", CreditNoteState, words.CREDIT_NOTES),
        _named("Refunds", RefundState, words.REFUNDS),
    ]
    return "\n\n".join(section.strip() for section in sections) + "\n"


def _payment_choices() -> str:
    rows = [(name, *_payment_choice(*case)) for name, case in samples.payment_choices().items()]
    return f"""## How an order is paid
Placed with payment upfront, it depends on what the customer picks of what the partner offers
([how customers pay](payment-methods.md)). Free orders are requests.

{table(("the customer picks", "path", "paid by"), rows)}"""


def _payment_choice(wanted: str | None, offered: samples.Offered) -> tuple[str, str]:
    try:
        known = kinds_of([samples.TRANSFER])
        choice = choose_payment(wanted, offered, samples.PARTNER_WORDS, known)
    except Problem as problem:
        return "—", f"refused: {code(type(problem).__name__)}"
    if choice.unusable is not None:
        return code(choice.path), "nothing; the customer is told why"
    trusted = "what was picked, taken on trust"
    return code(choice.path), trusted if offered is None else (choice.kind or trusted)


def _items() -> str:
    rows = [
        (
            code(state),
            words.ITEMS[state],
            code(SUBSCRIPTION_STATES[state]),
            "waiting" if state == "awaiting_confirmation" else "",
            "yes" if state in OPEN_FOR_DECISION else "",
        )
        for state in ITEM_STATES
    ]
    unused = set(get_args(SubscriptionState)) - set(SUBSCRIPTION_STATES.values())
    left = ", ".join(code(state) for state in sorted(unused))
    return f"""## Order items and their services
{table(("item", "meaning", "service", "confirmation", "an admin may decide"), rows)}

Each item has one service (a subscription), whose state follows from the item's. Its further states
{left} are never set by an order."""


def _events() -> str:
    arrows = [f"    [*] --> {state}" for state in FIRST]
    rows = []
    for event, moves in TRANSITIONS.items():
        changes = [f"    {old} --> {new}: {event}" for old, new in moves.items() if old != new]
        arrows += changes
        told = "<br>".join(f"{code(old)} → {code(new)}" for old, new in moves.items())
        rows.append((code(event), words.EVENTS[event], told))
    final = [s for s in ITEM_STATES if not any(s in moves for moves in TRANSITIONS.values())]
    arrows += [f"    {state} --> [*]" for state in final]
    picture = "\n".join(arrows)
    return f"""## What changes an item
{table(("event", "when", "changes"), rows)}

What is not in the table is refused, or leaves the item alone.

```mermaid
stateDiagram-v2
{picture}
```"""


def _orders() -> str:
    rows = [
        (
            code(state),
            code(order_status([state])),
            *(code(order_status([state, other])) for other in BESIDE),
        )
        for state in ITEM_STATES
    ]
    headline = ("an item", "alone", *(f"beside {code(other)}" for other in BESIDE))
    rules = (status_rules.__doc__ or "").partition("\n\n")[2]
    return f"""## The status of an order
One function derives it from the items; API, lists and the search attribute `OrderStatus` share it.

{rules.strip()}

{table(headline, rows)}"""


def _deadlines() -> str:
    terms = OrderTerms(path="request")
    request = ladder(terms, samples.AT, is_request=True)
    paid = ladder(terms, samples.AT, is_request=False)

    def after(rungs: Ladder, rung: Rung) -> str:
        return f"{(rungs[rung] - samples.AT).days} days" if rung in rungs else "—"

    rows = [
        (code(rung), words.DEADLINES[rung], after(request, rung), after(paid, rung))
        for rung in sorted(request, key=request.__getitem__)
    ]
    return f"""## While nobody decides
{table(("deadline", "what happens", "a request", "paid"), rows)}

As the usual settings have it, from the moment at which the order awaits a decision; each happens
once, and none after a decision ([why](decisions/0025-an-order-keeps-its-deadlines.md))."""


def _documents() -> str:
    rows = [
        (
            name,
            *(_answer(case, verdict) for verdict in samples.VERDICTS),
        )
        for name, case in samples.decisions().items()
    ]
    headline = ("the item", *(code(verdict) for verdict in samples.VERDICTS))
    return f"""## Which documents a decision calls for
{table(headline, rows)}

`credit` is for the days before the new start, `full_credit` for everything, fees and VAT too. A
dash means that the verdict cannot be given there. Money that comes in the very moment of a
cancellation is credited in full, whatever was recorded before."""


def _answer(case: samples.Case, verdict: Verdict) -> str:
    if not _is_possible(case.order, case.item, verdict):
        return "—"
    documents = documents_for(case.order, case.item, verdict, case.start_on)
    return "none" if documents == "none" else code(documents)


def _is_possible(order: Order, item: Item, verdict: Verdict) -> bool:
    if verdict == "cancel":
        return can_be_cancelled(item)
    if verdict == "expire":
        return can_expire(item)
    is_correction = verdict == "approve" and item.decision is not None
    try:
        if is_correction:
            require_movable(item)
        else:
            require_open(order, item)
    except Problem:
        return False
    return True


def _intents() -> str:
    states: tuple[IntentState, ...] = get_args(IntentState)
    rows = [
        (
            code(state),
            words.INTENTS[state],
            ", ".join(code(new) for new in states if may_move(state, new)) or "nothing",
            "yes" if state in SETTLED else "",
        )
        for state in states
    ]
    return f"""## Payment intents
One attempt to pay is one intent. It only moves forward, and only to what the gateway says is true.

{table(("intent", "meaning", "may become", "settled"), rows)}"""


def _captures() -> str:
    states: tuple[IntentState, ...] = get_args(IntentState)
    said: tuple[GatewayPaymentState, ...] = get_args(GatewayPaymentState)
    rows = []
    for state in states:
        intent = samples.intent(state)
        steps = [next_step(intent, samples.payment(t), takes_money=True) for t in said]
        wrong = next_step(intent, samples.payment("captured", 1), takes_money=True)
        late = next_step(intent, samples.payment("captured"), takes_money=False)
        rows.append((code(state), *steps, wrong, late))
    headline = ("intent", *(code(t) for t in said), "another amount", "paid or closed order")
    return f"""### What the gateway's answer brings about
The columns are what the gateway says of the payment; the last two are captures of another amount,
and captures for an order that is paid already or closed.

{table(headline, rows)}

`refund` gives the money back by itself. `mismatch` gives it back too, and asks a person to look."""


def _named(title: str, states: object, meanings: dict[str, tuple[str, str]]) -> str:
    rows = [(code(state), *meanings[state]) for state in get_args(states)]
    return f"## {title}\n{table(('state', 'meaning', 'how it leaves it'), rows)}"


def code(word: str) -> str:
    return f"`{word}`"


def table(headline: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headline, ["---"] * len(headline), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(lifecycle_page())
