"""Tests that share what is dear to start are run by one worker, and before all others."""

import pytest

from tests.spreading import group_of


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/e2e/portal/test_paying.py::test_s9[desk@a::b]", "e2e/portal"),
        ("tests/e2e/drills/test_money.py::test_a", "e2e/drills"),
        ("tests/e2e/test_kills.py::test_a", "e2e"),
        ("tests/billing/test_days.py::test_a", "tests/billing/test_days.py"),
        ("tests/services/orders/test_a.py::TestB::test_c", "tests/services/orders/test_a.py"),
    ],
)
def test_where_a_test_is_run_is_read_from_its_path(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group


def test_this_run_began_with_what_is_dear(request: pytest.FixtureRequest) -> None:
    groups = [group_of(item.nodeid) for item in request.session.items]
    is_dear = [not group.startswith("tests/") for group in groups]
    assert is_dear == sorted(is_dear, reverse=True)
