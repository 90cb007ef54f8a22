"""A form is read within bounds, and comes back as it was typed."""

import pytest
from pydantic import Field

from portal.web.forms import Form, FormIsWrong, read_form


class Message(Form):
    subject: str = Field(min_length=1, max_length=10)
    copies: list[str] = Field(default=[])
    note: str | None = None


def test_empty_fields_are_as_if_they_were_not_there() -> None:
    assert read_form(Message, {"subject": [" Hi "], "note": [""]}) == Message(subject="Hi")


def test_a_field_may_come_several_times() -> None:
    assert read_form(Message, {"subject": ["Hi"], "copies": ["a", "b"]}).copies == ["a", "b"]


def test_what_is_wrong_is_told_by_field_and_what_was_typed_stays() -> None:
    with pytest.raises(FormIsWrong) as refused:
        read_form(Message, {"subject": ["longer than ten"], "note": ["mine"], "csrf": ["token"]})
    typed = refused.value.typed
    assert typed.value("note") == "mine"
    assert typed.fault("subject")
    assert "csrf" not in typed.values


def test_no_password_is_given_back() -> None:
    with pytest.raises(FormIsWrong) as refused:
        read_form(Message, {"new_password": ["secret"], "code": ["123456"]})
    assert set(refused.value.typed.values) == set()
