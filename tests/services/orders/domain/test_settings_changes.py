"""What one change of settings amounts to, field by field."""

import pytest

from contracts.settings import ChangePartnerSettings, PartnerSettings, SettingsAreInconsistent
from services.orders.domain.settings_changes import after_change, changes_between

DEFAULTS = PartnerSettings(ticket_assignee="ada", ticket_group="Sales")


def told(before: dict[str, object], after: dict[str, object]) -> list[tuple[object, ...]]:
    return [
        (one.field, one.before, one.inherited_before, one.after, one.inherited_after)
        for one in changes_between(DEFAULTS, before, after)
    ]


def test_a_change_tells_from_what_to_what_and_what_is_inherited() -> None:
    own = {"ticket_group": "Orders", "billing_day": 5}
    assert told({}, own) == [
        ("ticket_group", "Sales", True, "Orders", False),
        ("billing_day", 1, True, 5, False),
    ]
    assert told(own, {"ticket_group": "Lines", "billing_day": 5}) == [
        ("ticket_group", "Orders", False, "Lines", False)
    ]
    assert told(own, {"billing_day": 5}) == [("ticket_group", "Orders", False, "Sales", True)]


def test_owning_what_is_inherited_is_a_change_and_repeating_it_is_none() -> None:
    assert told({}, {"billing_day": 1}) == [("billing_day", 1, True, 1, False)]
    assert told({"billing_day": 1}, {"billing_day": 1}) == []


def test_nobody_can_lie_over_somebody() -> None:
    nobody = after_change({}, ChangePartnerSettings(ticket_assignee=None))
    assert nobody == {"ticket_assignee": None}
    assert told({}, nobody) == [("ticket_assignee", "ada", True, None, False)]
    assert told(nobody, {}) == [("ticket_assignee", None, False, "ada", True)]


def test_what_is_not_sent_stays_as_it_is() -> None:
    own = {"channel": "email", "billing_day": 5}
    assert after_change(own, ChangePartnerSettings()) == own
    command = ChangePartnerSettings(billing_day=6, reset=["channel", "vat_id"])
    assert after_change(own, command) == {"billing_day": 6}


@pytest.mark.parametrize(
    ("command", "why", "fields"),
    [
        (ChangePartnerSettings(reset=["colour"]), "unknown", ["colour"]),
        (ChangePartnerSettings(channel="email", reset=["channel"]), "set_and_reset", ["channel"]),
        (ChangePartnerSettings(vat_id=None, channel=None), "empty", ["channel", "vat_id"]),
        (ChangePartnerSettings(reset=["expected_version"]), "unknown", ["expected_version"]),
    ],
)
def test_what_makes_no_sense_is_refused(
    command: ChangePartnerSettings, why: str, fields: list[str]
) -> None:
    with pytest.raises(SettingsAreInconsistent) as refused:
        after_change({}, command)
    assert (refused.value.why, refused.value.facts["fields"]) == (why, fields)
