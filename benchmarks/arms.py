"""Which arms there are, how much each does for `--orders`, and which are set against each other."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from benchmarks.bench import Bench, processor
from benchmarks.engine import measure_engine
from benchmarks.figures import PER_SECOND, Figures, Round
from benchmarks.orders import measure_orders
from benchmarks.pages import measure_noop, measure_offering
from benchmarks.visits import NOWHERE, measure_previews, measure_visits
from stack.problems import StackProblem

Arm = Callable[[Bench], Awaitable[Figures]]

ONE, EIGHT, OURS, MANY = "one by one", "8 at once", "16 at once", "32 at once"
BARE, PAGE, NOOP = "bare engine", "page", "no-op"
FLOOR, DASHBOARD, ORDERS, FINANCE = "floor", "/", "/orders", "/finance"
FEW_CARDS, MANY_CARDS = "/order", "/order, 100 cards"
PREVIEW = "preview"
ENGINE = processor("temporal")
PORTAL = processor("portal")
VISITS = (
    (DASHBOARD, FLOOR),
    (ORDERS, FLOOR),
    (FINANCE, FLOOR),
    (FEW_CARDS, FLOOR),
    (MANY_CARDS, FEW_CARDS),
)
RATIOS = {
    "orders a second, ours against bare engine": ((OURS, PER_SECOND), (BARE, PER_SECOND)),
    "orders a second, 16 at once against 8": ((OURS, PER_SECOND), (EIGHT, PER_SECOND)),
    "orders a second, 32 at once against 16": ((MANY, PER_SECOND), (OURS, PER_SECOND)),
    "Temporal's processor time, ours against bare engine": ((OURS, ENGINE), (BARE, ENGINE)),
    "a request's processor time, page against no-op": (
        (PAGE, processor("catalog")),
        (NOOP, processor("no-op")),
    ),
    **{
        f"the portal's processor time, {above} against {below}": ((above, PORTAL), (below, PORTAL))
        for above, below in VISITS
    },
    **{
        f"a page's time, {above} against {below}": ((below, PER_SECOND), (above, PER_SECOND))
        for above, below in VISITS
    },
}


def arms(orders: int) -> dict[str, Arm]:
    """By name. Quick acts are repeated more often, so that they take long enough to be measured."""
    return {
        ONE: partial(measure_orders, count=max(orders // 4, 2), in_flight=1),
        EIGHT: partial(measure_orders, count=orders, in_flight=8),
        OURS: partial(measure_orders, count=orders, in_flight=16),
        MANY: partial(measure_orders, count=orders, in_flight=32),
        BARE: partial(measure_engine, count=orders * 2, in_flight=16),
        PAGE: partial(measure_offering, count=orders * 10),
        NOOP: partial(measure_noop, count=orders * 10),
        FLOOR: partial(measure_visits, count=orders * 4, path=NOWHERE),
        DASHBOARD: partial(measure_visits, count=orders * 4, path="/"),
        ORDERS: partial(measure_visits, count=orders * 4, path="/orders"),
        FINANCE: partial(measure_visits, count=orders * 4, path="/finance"),
        FEW_CARDS: partial(measure_visits, count=orders * 4, path="/order"),
        PREVIEW: partial(measure_previews, count=orders),
        MANY_CARDS: partial(measure_visits, count=orders * 4, path="/order", offered="many"),
    }


async def play_round(
    bench: Bench, chosen: Mapping[str, Arm], begins: Callable[[str], None]
) -> Round:
    """Each arm once, one after the other; `begins` hears of each. Raises StackProblem."""
    figures = {}
    for name, arm in chosen.items():
        begins(name)
        try:
            figures[name] = await arm(bench)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:400]
            raise StackProblem(
                f"The arm {name!r} failed, so there are no figures.", reason
            ) from error
    return figures
