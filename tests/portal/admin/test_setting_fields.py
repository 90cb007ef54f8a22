"""Every setting has a place on the pages, a name, and a way to be typed and read back."""

from typing import Any, get_args

import pytest

from contracts.approvals import MOST_COUNTED
from contracts.notifications import Event
from contracts.settings import ChangePartnerSettings, PartnerSettings, SettingsPreview
from portal.admin.partner_settings.fields import KINDS, MATTERS, OPTIONAL, SECTIONS, Section
from portal.admin.partner_settings.texts import EVENTS
from portal.admin.partner_settings.typed import changed, names_of, read_section, typed_of
from portal.admin.partner_settings.words import all_in_words, label_of, warnings_of
from services.notifications.domain.routing import INTERNAL, NEEDS_STAFF
from tests.services.orders.test_settings_versions import CHANGED

OTHERS = PartnerSettings.model_validate(
    CHANGED
    | {
        "ordering_enabled": False,
        "terms_text": "One.\n\nTwo.",
        "order_button_text": {"de": "Zahlungspflichtig bestellen"},
        "privacy_url": "https://example.net/privacy",
        "imprint_url": "https://example.net/imprint",
        "currency": "CZK",
    }
)
"""Another value for every setting."""


def posted(typed: dict[str, str]) -> dict[str, list[Any]]:
    """As a browser sends it, which ends lines in its own way."""
    return {name: [text.replace("\n", "\r\n")] for name, text in typed.items()}


def test_every_setting_has_one_place() -> None:
    placed = [name for fields in SECTIONS.values() for name in fields]
    assert sorted(placed) == sorted(PartnerSettings.model_fields)
    settings = set(ChangePartnerSettings.model_fields) - {"reset", "expected_version"}
    assert set(placed) == settings
    assert set(KINDS) >= MATTERS | OPTIONAL


def test_every_setting_has_a_name_of_its_own() -> None:
    names = [label_of(name) for name in KINDS]
    assert not set(names) & set(KINDS)
    assert len(set(names)) == len(names)
    assert len(all_in_words(OTHERS)) == len(KINDS)


def test_every_setting_is_tried() -> None:
    usual = PartnerSettings().model_dump()
    same = [name for name, value in OTHERS.model_dump().items() if value == usual[name]]
    assert same == []


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("settings", [PartnerSettings(), OTHERS], ids=["usual", "others"])
def test_what_is_sent_as_it_was_shown_changes_nothing(
    section: Section, settings: PartnerSettings
) -> None:
    read = read_section(section, posted(typed_of(section, settings)))
    assert read.faults == {}
    assert changed(read.values, settings) == {}
    assert set(read.values) == set(SECTIONS[section])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_can_be_typed(section: Section) -> None:
    read = read_section(section, posted(typed_of(section, OTHERS)))
    made = changed(read.values, PartnerSettings())
    assert made == {name: OTHERS.model_dump(mode="json")[name] for name in SECTIONS[section]}


def test_a_duration_is_typed_in_the_unit_that_fits() -> None:
    for seconds, amount, unit in (
        (172_800, "2", "days"),
        (5_400, "90", "minutes"),
        (7, "7", "seconds"),
    ):
        settings = PartnerSettings(approval_reminder_after_seconds=seconds)
        typed = typed_of("approval", settings)
        name, name_unit, *_ = names_of("approval_reminder_after_seconds")
        assert (typed[name], typed[name_unit]) == (amount, unit)


@pytest.mark.parametrize(("count", "is_told"), [(MOST_COUNTED - 1, False), (MOST_COUNTED, True)])
def test_a_count_that_was_cut_says_so(count: int, is_told: bool) -> None:
    seen = SettingsPreview(changes=[], faults=[], open_cart_count=count, open_order_count=0)
    assert any("counted to 10000" in one for one in warnings_of(seen, "7")) is is_told


def test_all_faults_are_found_at_once_and_what_is_reset_has_none() -> None:
    wrong = {
        "billing_day": ["31"],
        "currency": ["euro"],
        "payment_term_days": ["x"],
        "payment_expires_after_seconds": ["soon"],
    }
    assert set(read_section("payment", wrong).faults) == set(wrong)
    assert set(read_section("payment", wrong, but=["currency"]).faults) == set(wrong) - {"currency"}


def test_a_field_that_a_form_has_not_stays_as_it_is() -> None:
    assert read_section("profile", {"display_name": ["Lines"]}).values == {"display_name": "Lines"}


def test_texts_are_offered_for_the_mails_that_there_are() -> None:
    events = set(get_args(Event))
    assert set(EVENTS["customer"]) == events - INTERNAL
    assert set(EVENTS["staff"]) == {event for event, _ in NEEDS_STAFF}
