"""What one change of settings amounts to, field by field. Refuses to know where they are stored."""

from collections.abc import Mapping
from typing import Any

from contracts.settings import (
    ChangedField,
    ChangePartnerSettings,
    PartnerSettings,
    SettingsAreInconsistent,
)

NO_FIELDS = frozenset({"reset", "expected_version"})
"""Of the command; all others are settings."""
NULLABLE = frozenset(
    name for name, field in PartnerSettings.model_fields.items() if field.default is None
)
"""Null is a value of these: it says "nobody" over somebody who is inherited."""


def after_change(own: Mapping[str, Any], command: ChangePartnerSettings) -> dict[str, Any]:
    """A partner's own fields once the command is carried out. Raises `SettingsAreInconsistent` for
    a command that makes no sense, whatever there is now."""
    unknown = sorted(set(command.reset) - set(PartnerSettings.model_fields))
    if unknown:
        raise SettingsAreInconsistent("unknown", fields=unknown)
    values = command.model_dump(mode="json", exclude_unset=True, exclude=set(NO_FIELDS))
    empty = sorted(name for name in values if values[name] is None and name not in NULLABLE)
    if empty:
        raise SettingsAreInconsistent("empty", fields=empty)
    both = sorted(set(values) & set(command.reset))
    if both:
        raise SettingsAreInconsistent("set_and_reset", fields=both)
    return {name: value for name, value in own.items() if name not in command.reset} | values


def changes_between(
    inherited: PartnerSettings, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[ChangedField]:
    """Of a partner's own fields. One that is set to what it inherits is changed too: what it
    inherits may change later."""
    beneath = inherited.model_dump(mode="json")
    return [
        ChangedField(
            field=name,
            before=before.get(name, beneath[name]),
            after=after.get(name, beneath[name]),
            inherited_before=name not in before,
            inherited_after=name not in after,
        )
        for name in beneath
        if (name in before, before.get(name)) != (name in after, after.get(name))
    ]
