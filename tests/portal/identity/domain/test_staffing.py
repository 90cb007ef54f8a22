"""Who of the staff sees and changes whom."""

import pytest

from portal.identity.domain.staffing import Post, may_change, may_see

SUPER, OPERATOR = Post("super_admin", None), Post("operator", None)
SEVEN, NINE = Post("partner_admin", 7), Post("partner_admin", 9)
ALL = (SUPER, OPERATOR, SEVEN, NINE)


@pytest.mark.parametrize(
    ("who", "seen", "changed"),
    [(SUPER, set(ALL), set(ALL)), (OPERATOR, set(ALL), set()), (SEVEN, {SEVEN}, {SEVEN})],
)
def test_each_sees_and_changes_its_own(who: Post, seen: set[Post], changed: set[Post]) -> None:
    assert {whom for whom in ALL if may_see(who, whom)} == seen
    assert {whom for whom in ALL if may_change(who, whom)} == changed
