"""Settings as people type them: read from a posted form, and written into one. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import ValidationError

from contracts.message import Language
from contracts.said import Said
from contracts.settings import PartnerSettings
from portal.admin.partner_settings.fields import SECTIONS, UNITS, Kind, Section
from wording.refusals import fault_of

LANGUAGES: tuple[Language, ...] = get_args(Language)
UNIT = "_unit"
Posted = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Read:
    """What a form says of a section; a field that it does not have is in neither."""

    values: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, Said] = field(default_factory=dict)


def read_section(section: Section, posted: Posted, *, but: Collection[str] = ()) -> Read:
    """All its faults at once, each by its field; `but` for what is not asked about."""
    given = {
        name: _READ[kind](name, posted)
        for name, kind in SECTIONS[section].items()
        if name not in but and any(one in posted for one in names_of(name))
    }
    faults = _faults(given)
    good = {name: value for name, value in given.items() if name not in faults}
    read = PartnerSettings.model_validate(good).model_dump(mode="json", include=set(good))
    return Read(read, faults)


def changed(values: Mapping[str, Any], base: PartnerSettings) -> dict[str, Any]:
    """What is not as it was shown."""
    shown = base.model_dump(mode="json")
    return {name: value for name, value in values.items() if value != _as_typed(shown[name])}


def typed_of(section: Section, settings: PartnerSettings) -> dict[str, str]:
    """A section's fields as its form begins."""
    values = settings.model_dump(mode="json")
    typed: dict[str, str] = {}
    for name, kind in SECTIONS[section].items():
        typed |= _written(name, kind, values[name])
    return typed


def names_of(name: str) -> tuple[str, ...]:
    """Of the parts that a field has in a form."""
    return (name, name + UNIT, *(f"{name}_{one}" for one in LANGUAGES))


def unit_of(seconds: int) -> tuple[int, str]:
    """In the largest unit that it is a whole number of."""
    unit = next(name for name, length in UNITS.items() if seconds % length == 0)
    return (seconds // UNITS[unit], unit) if seconds else (0, "minutes")


def _faults(given: Mapping[str, Any]) -> dict[str, Said]:
    try:
        PartnerSettings.model_validate(given)
    except ValidationError as error:
        return {str(one["loc"][0]): fault_of(one) for one in error.errors()}
    return {}


def _written(name: str, kind: Kind, value: Any) -> dict[str, str]:
    if kind == "duration":
        amount, unit = unit_of(value)
        return {name: str(amount), name + UNIT: unit}
    if kind == "texts":
        return {f"{name}_{one}": value.get(one, "") for one in LANGUAGES}
    if kind == "flag":
        return {name: "true" if value else "false"}
    if isinstance(value, list):
        return {name: "\n".join(value)}
    return {name: "" if value is None else str(value)}


def _as_typed(value: Any) -> Any:
    """A form ends lines in its own way, and takes blanks off both ends."""
    return _lines(value).strip() if isinstance(value, str) else value


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first(name: str, posted: Posted) -> str:
    texts = [one for one in posted.get(name, []) if isinstance(one, str)]
    return _lines(texts[0]).strip() if texts else ""


def _nobody_if_empty(name: str, posted: Posted) -> str | None:
    text = _first(name, posted)
    return None if name == "ticket_assignee" and not text else text


def _duration(name: str, posted: Posted) -> int | str:
    amount, length = _first(name, posted), UNITS.get(_first(name + UNIT, posted), 1)
    is_whole = amount.isascii() and amount.isdigit() and len(amount) <= 9
    return int(amount) * length if is_whole else amount


def _several(name: str, posted: Posted) -> list[str]:
    texts = [one for one in posted.get(name, []) if isinstance(one, str)]
    lines = (line.strip() for text in texts for line in _lines(text).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def _by_language(name: str, posted: Posted) -> dict[str, str]:
    texts = {one: _first(f"{name}_{one}", posted) for one in LANGUAGES}
    return {one: text for one, text in texts.items() if text}


_READ: Mapping[Kind, Callable[[str, Posted], Any]] = {
    "flag": _first,
    "choice": _first,
    "duration": _duration,
    "number": _first,
    "text": _nobody_if_empty,
    "long": _first,
    "lines": _several,
    "methods": _several,
    "texts": _by_language,
    "time": _first,
}
