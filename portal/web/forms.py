"""A posted form: read within bounds, checked by a model, and given back as it was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_origin

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from contracts.said import Said
from portal.web.viewers import viewer
from wording.refusals import fault_of
from wording.telling import words

LARGEST_FORM_BYTES = 100_000
"""Of one without files: several times what its fields take."""
MOST_FIELDS = 300
MOST_FILES = 30
"""More than any form takes, so that its page can say how many it does."""
MOST_FIELD_BYTES = 200_000
CSRF, ONCE, FORM_PAGE = "csrf", "once", "form_page"
HIDDEN = {CSRF, ONCE, FORM_PAGE}
"""The frame's own fields, of every form."""

ONCE_VALUE = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Form(BaseModel):
    """What a page's form holds. Empty fields are left out, so that defaults and `None` stand for
    them; a field that the form does not know is refused by nobody, as browsers add some."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


Read = TypeVar("Read", bound=Form)


@dataclass(frozen=True)
class Typed:
    """A form as a template shows it: what was typed, and what is wrong with it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    """In words, by field; under an empty name what is wrong with all of it."""

    def value(self, name: str, default: Any = "") -> Any:
        return self.values.get(name, default)

    def fault(self, name: str) -> str:
        return self.faults.get(name, "")


class FormIsWrong(Exception):
    """To be shown again by the page that it came from, with status 422."""

    def __init__(self, typed: Typed) -> None:
        super().__init__(", ".join(typed.faults))
        self.typed = typed


async def posted(request: Request) -> Mapping[str, list[Any]]:
    """All fields, each with its values: texts, or uploaded files. Read once a request."""
    try:
        form = await request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES
        )
    except UnicodeError:
        raise HTTPException(400) from None
    fields: dict[str, list[Any]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(_legible(value))
        elif value.filename:
            fields.setdefault(name, []).append(value)
    return fields


def _legible(text: str) -> str:
    """Without what no page and no database takes; a form may name any charset for its fields."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def first(fields: Mapping[str, list[Any]], name: str) -> str:
    """A text; empty where there is none."""
    values = [value for value in fields.get(name, []) if isinstance(value, str)]
    return values[0] if values else ""


def typed_texts(fields: Mapping[str, list[Any]]) -> dict[str, str]:
    """What a person typed; no file, and no password."""
    return {
        name: "\n".join(value for value in values if isinstance(value, str))
        for name, values in fields.items()
        if name not in HIDDEN and "password" not in name and "code" not in name
    }


def read_form(kind: type[Read], fields: Mapping[str, list[Any]]) -> Read:
    """Raises `FormIsWrong`."""
    given = {name: _of_kind(kind, name, values) for name, values in fields.items()}
    try:
        return kind.model_validate({name: value for name, value in given.items() if value != ""})
    except ValidationError as error:
        faults = {_name_of(fault): words(fault_of(fault), viewer()) for fault in error.errors()}
        raise FormIsWrong(Typed(typed_texts(fields), faults)) from None


def wrong(fields: Mapping[str, list[Any]], name: str, why: Said) -> FormIsWrong:
    """For a rule that a page found broken by itself."""
    return FormIsWrong(Typed(typed_texts(fields), {name: words(why, viewer())}))


def _of_kind(kind: type[Form], name: str, values: list[Any]) -> Any:
    """A list where the model wants one; the files of others come as they are."""
    known = kind.model_fields.get(name)
    if known is not None and get_origin(known.annotation) in (list, tuple):
        return values
    value = values[0] if values else ""
    return value if isinstance(value, UploadFile) else value.strip() and value


def _name_of(fault: Mapping[str, Any]) -> str:
    return str(fault["loc"][0]) if fault["loc"] else ""
