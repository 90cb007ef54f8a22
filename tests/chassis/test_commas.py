"""One variable holds several values."""

from typing import Annotated

import pytest
from pydantic import TypeAdapter

from chassis.commas import AT_COMMAS
from chassis.settings import ProcessSettings
from services.payments.settings import PaymentsSettings

NAMES: TypeAdapter[tuple[str, ...]] = TypeAdapter(Annotated[tuple[str, ...], AT_COMMAS])


@pytest.mark.parametrize(
    ("given", "meant"),
    [("portal", ("portal",)), ("a, b ,c", ("a", "b", "c")), (["a,b"], ("a,b",)), ((), ())],
)
def test_a_text_is_split_and_all_else_is_left(given: object, meant: tuple[str, ...]) -> None:
    assert NAMES.validate_python(given) == meant


def test_settings_are_written_without_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNUP_PORTALS", "shop, app")
    monkeypatch.setenv("TURNUP_GATEWAYS", "stripe, offline")
    assert ProcessSettings().portals == ("shop", "app")
    assert PaymentsSettings().gateways == ("stripe", "offline")
