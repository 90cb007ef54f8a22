"""No text that anybody sends keeps a service busy: too long a one is refused by its length, and
what is as long as allowed, or longer, is judged in time that grows with its length only.

Nothing is measured: where a pattern looks at a text again and again, these texts take it hours, and
the test is ended.
"""

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from contracts.message import Currency, MailAddress, Url
from contracts.settings import MethodWord, PartnerSettings, SettingsAreInconsistent
from services.notifications.channels.smtp import ADDRESS
from services.orders.domain.settings_rules import require_consistent
from services.payments.domain.collecting.methods import safe_label
from tests.contracts.outside import Part, messages, parts_of

pytestmark = pytest.mark.timeout(60)

LONG = 300_000
"""Characters, as a third of a body may hold."""

SEEDS = ("a", "0", " ", "{", "-", "a.", "a@", ".b", "0 ", "{next}", "é", "\x1b[")
HOSTILE = [
    "a@" + "b" * LONG + " ",
    "a@" + "b." * LONG + "@",
    *(seed * LONG for seed in SEEDS),
    *(seed * LONG + "\n!" for seed in SEEDS),
]
TEXTS = [
    (message, part)
    for message in messages()
    for part in parts_of(message)
    if part.schema.get("type") == "string"
]


@pytest.mark.parametrize(
    ("message", "part"), TEXTS, ids=lambda value: getattr(value, "__name__", None) or str(value)
)
def test_a_text_without_end_is_refused_where_it_stands(
    message: type[BaseModel], part: Part
) -> None:
    for text in HOSTILE[:2]:
        refused = _errors(message, _around(part.way, text))
        assert any(_stands_at(part, error["loc"]) for error in refused)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
@pytest.mark.parametrize(
    "kind", [Currency, MailAddress, MethodWord, Url], ids=["currency", "mail", "method", "url"]
)
def test_patterns_refuse_it(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_settings_rules_judge_it_even_if_no_contract_had_bounded_it(text: str) -> None:
    given = {"mail_recipients": [text], "time_zone": text, "numbering_pattern": text}
    hostile = PartnerSettings.model_construct(**{**PartnerSettings().model_dump(), **given})
    with pytest.raises(SettingsAreInconsistent):
        require_consistent(hostile, "1")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_what_is_told_to_mail_servers_and_shown_of_cards_is_read_in_one_go(text: str) -> None:
    ADDRESS.match(text)
    assert len(safe_label(text)) <= len(text)


def _errors(message: type[BaseModel], document: Any) -> list[Any]:
    try:
        message.model_validate(document)
    except ValidationError as error:
        return list(error.errors(include_input=False))
    return []


def _around(way: tuple[str, ...], text: str) -> Any:
    """The least document that has the text there."""
    if not way:
        return text
    inner = _around(way[1:], text)
    return [inner] if way[0] == "[]" else {way[0]: inner}


def _stands_at(part: Part, place: tuple[Any, ...]) -> bool:
    wanted = [step for step in part.way if step != "[]"]
    return [step for step in place if isinstance(step, str) and step in wanted] == wanted
