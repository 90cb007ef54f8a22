"""What is printed on documents, in mails and on terminals holds nothing obeyed or unseen."""

import unicodedata
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from contracts.catalog import OfferingFields
from contracts.message import MailAddress, PrintedLabel, PrintedName
from contracts.orders import CustomerFields

OBEYED = "\x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\u061c\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u200b\u2060\u2800\u3164\ufeff\uffa0\U0001d173\U000e0100\U000e0041"
)
KINDS = {"mail": MailAddress, "name": PrintedName, "label": PrintedLabel}


@pytest.mark.parametrize("character", OBEYED + UNSEEN, ids=ascii)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_refuses(kind: Any, character: str) -> None:
    for text in (
        f"{character}a@b.c",
        f"a{character}@b.c",
        f"a@b{character}.c",
        f"a@b.c{character}",
    ):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_refuses_all_that_unicode_calls_a_control_or_a_line(kind: Any) -> None:
    adapter, taken = TypeAdapter(kind), []
    for character in map(chr, [*range(0xD800), *range(0xE000, 0x110000)]):
        if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
            try:
                adapter.validate_python(f"a{character}@b.c")
            except ValidationError:
                continue
            taken.append(character)
    assert not taken


@pytest.mark.parametrize("text", ["Zoë O'Hara-李", "می\u200cخواهم", "שלום", "नमस्ते", "👩\u200d🔧"])
def test_takes_every_script(text: str) -> None:
    assert TypeAdapter(PrintedName).validate_python(text) == text
    assert TypeAdapter(PrintedLabel).validate_python(text) == text


@pytest.mark.parametrize("text", ["a@b.c", "mia+x@münchen.example", "用户@例子.广告", "[/x]@a.b"])
def test_takes_addresses_of_every_country(text: str) -> None:
    assert TypeAdapter(MailAddress).validate_python(text) == text


@pytest.mark.parametrize("field", ["name", "email", "location", "labels"])
def test_a_customer_is_kept_without_them(field: str) -> None:
    given: dict[str, Any] = {"partner_id": 1, "name": "Mia", "email": "mia@b.c"}
    hostile = "[/x]\u202e\x1b@a.b"
    with pytest.raises(ValidationError, match=field):
        CustomerFields.model_validate(given | {field: [hostile] if field == "labels" else hostile})


def test_an_offering_is_titled_without_them() -> None:
    with pytest.raises(ValidationError, match="title"):
        OfferingFields.model_validate({"title": "Fibre\x1b[2J"})
