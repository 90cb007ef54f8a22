"""Every text, list, number and day that comes from outside has a bound."""

from datetime import date

import pytest
from pydantic import BaseModel

from contracts.message import Command, Day, Label
from tests.contracts.outside import messages, parts_of


@pytest.mark.parametrize("message", messages(), ids=lambda message: message.__name__)
def test_every_part_of_a_message_is_bounded(message: type[BaseModel]) -> None:
    assert not [str(part) for part in parts_of(message) if not part.is_bounded]


class _Inner(BaseModel):
    days: list[date]
    right_days: list[Day]


class _Unbounded(Command):
    text: str | None = None
    label: Label
    counts: dict[str, int]
    inner: list[_Inner]


def test_what_has_no_bound_is_found_however_deep() -> None:
    found = {str(part) for part in parts_of(_Unbounded) if not part.is_bounded}
    in_inner = {"inner", "inner/[]/days", "inner/[]/days/[]", "inner/[]/right_days"}
    assert found == {"text", "counts", "counts/{}", *in_inner}
