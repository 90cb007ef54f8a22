"""What settings are called, and how their values read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.approvals import MOST_COUNTED
from contracts.orders import OrderPolicy
from contracts.said import Said
from contracts.settings import (
    ChangedField,
    PartnerSettings,
    PartnerSettingsView,
    SettingsPreview,
)
from portal.admin.customers.view import LANGUAGES
from portal.admin.partner_settings.fields import (
    CHOICES,
    KINDS,
    METHOD_KINDS,
    OPTIONAL,
    SECTIONS,
    Kind,
    Section,
)
from portal.admin.partner_settings.typed import unit_of
from portal.admin.who import Names
from portal.web.templates import t
from portal.web.viewers import viewer
from wording.telling import term, words, words_of

LONGEST_SHOWN = 200
"""Of a value beside its field."""
KEPT_BY_ORDERS = {"ordering_enabled", *OrderPolicy.model_fields}
"""An order that is under way goes on as it began, also where ordering is closed."""
OWN_WORDS = "admin.settings.fault."
"""Where the refusal's own sentence is for callers of the API."""


@dataclass(frozen=True)
class Row:
    """A setting on its section's page."""

    name: str
    kind: Kind
    label: str
    hint: str
    options: Sequence[tuple[str, str]]
    required: bool
    own: bool
    value: str
    inherited: str
    changed_by: str
    changed_at: Any


def rows_of(section: Section, view: PartnerSettingsView) -> list[Row]:
    now, beneath = view.settings.model_dump(), view.inherited.model_dump()
    return [
        Row(
            name=name,
            kind=kind,
            label=label_of(name),
            hint=hint_of(name),
            options=options_of(name, now[name]),
            required=name not in OPTIONAL,
            own=name in view.overridden,
            value=value_in_words(name, now[name]),
            inherited=shortened(value_in_words(name, beneath[name])),
            changed_by=view.overridden[name].changed_by if name in view.overridden else "",
            changed_at=view.overridden[name].changed_at if name in view.overridden else None,
        )
        for name, kind in SECTIONS[section].items()
    ]


def label_of(name: str) -> str:
    return term("setting", name)


def hint_of(name: str) -> str:
    return words_of("admin.settings.hint", {"field": name}, viewer()) or ""


def options_of(name: str, present: Any) -> list[tuple[str, str]]:
    """To choose from; none for what is typed."""
    kind = KINDS[name]
    if name == "language":
        return list(LANGUAGES)
    if kind == "flag":
        return [(one, t("admin.settings.flag", value=one)) for one in ("true", "false")]
    if kind == "methods":
        others = [one for one in present if one not in METHOD_KINDS]
        return [(one, term("offered_method", one)) for one in (*METHOD_KINDS, *others)]
    return [(one, term(_term_of(name), one)) for one in CHOICES.get(name, ())]


def value_in_words(name: str, value: Any) -> str:
    """Of a field that only a newer version knows: as it is."""
    kind = KINDS.get(name)
    if value is None or value in ("", [], {}):
        return t("admin.settings.nothing")
    if kind == "flag":
        return t("admin.settings.flag", value=str(bool(value)).lower())
    if kind == "duration" and isinstance(value, int):
        count, unit = unit_of(value)
        return t("admin.settings.duration", unit=unit, count=count)
    if name in ("payment_term_days", "largest_start_shift_days"):
        return t("admin.settings.duration", unit="days", count=value)
    if isinstance(value, Mapping):
        return "; ".join(f"{one}: {text}" for one, text in value.items())
    if isinstance(value, list):
        return ", ".join(term("offered_method", one) if kind == "methods" else one for one in value)
    if name == "language":
        return dict(LANGUAGES).get(value, str(value))
    return term(_term_of(name), value) if name in CHOICES else str(value)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def faults_by_field(faults: Iterable[Said], named: Iterable[str]) -> dict[str, str]:
    """In words, each at its field; under an empty name what is of none on this page."""
    fields, found = set(named), dict[str, str]()
    for fault in faults:
        name = str(fault.facts.get("field", ""))
        place = name if name in fields else ""
        text = fault_in_words(fault)
        if name:
            code = "admin.settings.fault_at" if place else "admin.settings.elsewhere"
            text = t(code, setting=name, what=text)
        found[place] = f"{found[place]} {text}" if place in found else text
    return found


def said_at(name: str, fault: Said) -> Said:
    """A fault of one field, which names it."""
    return Said(code=fault.code, facts={**fault.facts, "field": name})


def fault_in_words(fault: Said) -> str:
    facts = {**fault.facts, "setting": fault.facts.get("other_field")}
    own = words_of(OWN_WORDS + fault.code.rpartition(".")[2], facts, viewer())
    return own or words(fault, viewer())


def warnings_of(seen: SettingsPreview, partner: str) -> list[str]:
    """What the change does, in plain words."""
    after = {one.field: one.after for one in seen.changes}
    facts = {"count": seen.open_cart_count}
    each = [{"field": name, "value": str(value).lower(), **facts} for name, value in after.items()]
    told = [text for one in each if (text := words_of("admin.settings.warning", one, viewer()))]
    if set(after) & KEPT_BY_ORDERS:
        told.append(t("admin.settings.orders_keep", count=seen.open_order_count))
    if MOST_COUNTED in (seen.open_cart_count, seen.open_order_count):
        told.append(t("admin.settings.counted_to", count=MOST_COUNTED))
    if partner == "default":
        told.append(t("admin.settings.concerns_all"))
    return told


def all_in_words(settings: PartnerSettings) -> list[tuple[str, str]]:
    """As they were in one version."""
    values = settings.model_dump()
    return [(label_of(name), value_in_words(name, values[name])) for name in KINDS]


def changes_in_words(changes: Iterable[ChangedField]) -> list[tuple[str, str, str]]:
    """Each with what it was and what it is."""
    return [
        (
            label_of(one.field),
            _before_or_after(one.field, one.before, inherited=one.inherited_before),
            _before_or_after(one.field, one.after, inherited=one.inherited_after),
        )
        for one in changes
    ]


def people_meanwhile(facts: Mapping[str, Any]) -> list[str]:
    return [str(one["facts"]["changed_by"]) for one in facts.get("changes", [])]


def meanwhile_in_words(facts: Mapping[str, Any], names: Names) -> list[str]:
    """Who changed what, and when."""
    changes = [one["facts"] for one in facts.get("changes", [])]
    return [
        t(
            "admin.settings.changed",
            changed_by=names.of(one["changed_by"]),
            changed_at=one["changed_at"],
            setting=one["fields"],
        )
        for one in changes
    ]


def _before_or_after(name: str, value: Any, *, inherited: bool) -> str:
    text = shortened(value_in_words(name, value))
    return t("admin.settings.inherited_value", shown=text) if inherited else text


def _term_of(name: str) -> str:
    return "priority" if name.endswith("_priority") else name
