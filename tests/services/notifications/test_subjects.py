"""What tells one ticket from another in a list: its subject names the order's products."""

from typing import get_args

import pytest

from contracts.message import Language
from contracts.notifications import Event, NotifiedLine, Notify
from services.notifications.domain.notices import LONGEST_IN_SUBJECT, subject_of
from services.notifications.domain.routing import NEEDS_STAFF
from tests.services.notifications.world import happened
from wording.telling import Viewer, words

OPENING = sorted({event for event, _ in NEEDS_STAFF})


def of_products(event: Event, *titles: str) -> Notify:
    lines = [NotifiedLine(item_id="i", title=one, quantity=1, gross_minor=1) for one in titles]
    return happened(event, order_id="ord_1", lines=lines)


@pytest.mark.parametrize("viewer", get_args(Viewer))
@pytest.mark.parametrize("event", OPENING)
@pytest.mark.parametrize(
    ("language", "named"),
    [("en", "Fibre and 2 more"), ("de", "Fibre und 2 weitere"), ("fr", "Fibre et 2 autres")],
)
def test_each_that_opens_a_ticket_names_the_first_and_counts_the_others(
    event: Event, viewer: Viewer, language: Language, named: str
) -> None:
    subject = words(subject_of(of_products(event, "Fibre", "Voice", "Router")), viewer, language)
    assert named in subject
    assert ("ord_1" in subject) == (viewer == "staff")


@pytest.mark.parametrize(
    ("titles", "named"),
    [
        (["Fibre"], "Fibre"),
        (["Fibre", "Voice"], "Fibre and 1 more"),
        (["A\nB\u202e"], "A B"),
        (["{title} {0}"], "{title} {0}"),
        (["x" * LONGEST_IN_SUBJECT], "x" * LONGEST_IN_SUBJECT),
        (["x " * 90, "Voice"], f"{'x ' * 29}x… and 1 more"),
    ],
)
def test_a_title_stands_on_one_line_and_is_cut_where_it_is_long(
    titles: list[str], named: str
) -> None:
    subject = words(subject_of(of_products("order_received", *titles)), "customer", "en")
    assert subject == f"We received your order: {named}"
