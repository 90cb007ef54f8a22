"""Which settings make no sense, and how overrides are laid over the defaults."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.settings import PartnerSettings, SettingsAreInconsistent
from services.orders.domain.settings_rules import require_consistent, settings_in_force


def test_a_partners_field_lies_over_the_default() -> None:
    merged = settings_in_force({"channel": "email", "currency": "CZK"}, {"channel": "tickets"})
    assert (merged.channel, merged.currency, merged.billing_day) == ("tickets", "CZK", 1)


def test_the_built_in_settings_are_consistent() -> None:
    require_consistent(PartnerSettings(), "default")


@pytest.mark.parametrize("pattern", ["{next}", "INV-{year}/{partner:02d}/{next:06d}", "{next:6}"])
def test_numbering_patterns_that_count(pattern: str) -> None:
    require_consistent(PartnerSettings(numbering_pattern=pattern), "1")


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{year}",
        "{next",
        "next",
        "{{next}}",
        "{next}{customer}",
        "{next.real}",
        "{next!r}",
        "{}{next}",
        "{next:999999999d}",
        "{next:x}",
        "{next:{year}}",
    ],
)
def test_numbering_patterns_that_do_not(pattern: str) -> None:
    with pytest.raises(SettingsAreInconsistent, match=r"settings\.number"):
        require_consistent(PartnerSettings(numbering_pattern=pattern), "1")


UNPRINTABLE = ["\n", "\r", "\x00", "\x1b", "\x9b", "\u202e", "\u2066", "\u2028", "\u3164", "\u200b"]


@pytest.mark.parametrize("character", UNPRINTABLE, ids=ascii)
@pytest.mark.parametrize(
    "name",
    [
        "numbering_pattern",
        "legal_name",
        "vat_id",
        "address",
        "ticket_group",
        "ticket_assignee",
        "escalation_group",
        "display_name",
        "support_phone",
    ],
)
def test_what_is_printed_can_be_seen(name: str, character: str) -> None:
    if (name, character) == ("address", "\n"):
        return
    for text in (f"{{next}}{character}", f"{character}{{next}}"):
        with pytest.raises(SettingsAreInconsistent) as refused:
            require_consistent(PartnerSettings.model_validate({name: text}), "1")
        unprintable = {"code": "settings.unprintable", "facts": {"field": name}}
        assert unprintable in refused.value.facts["faults"]


def test_every_script_can_be_printed() -> None:
    settings = PartnerSettings(
        legal_name="Zoë नमस्ते می\u200cخواهم שלום 李", address="Ring 1\n1010 Wien", vat_id="ATU1"
    )
    require_consistent(settings, "1")


@given(pattern=st.text(alphabet="{}nextyar:06d!.[] "))
def test_an_accepted_pattern_can_always_be_filled_in(pattern: str) -> None:
    try:
        require_consistent(PartnerSettings(numbering_pattern=pattern), "1")
    except SettingsAreInconsistent:
        return
    first, second = (pattern.format(year=2023, partner=1, next=n) for n in (1, 2))
    assert first != second


DAY = 86_400
LADDER = {
    "approval_reminder_after_seconds": 2 * DAY,
    "approval_escalation_after_seconds": 5 * DAY,
    "approval_warning_before_expiry_seconds": 3 * DAY,
    "approval_expires_after_seconds": 30 * DAY,
}


def faults_of(**settings: Any) -> list[tuple[str, str | None]]:
    """Code and field of each fault."""
    try:
        require_consistent(PartnerSettings(**settings), "1")
    except SettingsAreInconsistent as refused:
        return [(one["code"], one["facts"].get("field")) for one in refused.facts["faults"]]
    return []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"approval_reminder_after_seconds": 5 * DAY - 1}, []),
        ({"approval_reminder_after_seconds": 5 * DAY}, ["approval_reminder_after_seconds"]),
        ({"approval_escalation_after_seconds": 30 * DAY}, ["approval_escalation_after_seconds"]),
        ({"approval_escalation_after_seconds": 30 * DAY - 1}, []),
        (
            {"approval_warning_before_expiry_seconds": 30 * DAY},
            ["approval_warning_before_expiry_seconds"],
        ),
        ({"approval_warning_before_expiry_seconds": 30 * DAY - 1}, []),
        ({"approval_expires_after_seconds": 5 * DAY}, ["approval_escalation_after_seconds"]),
        ({"approval_expires_after_seconds": 1}, [*list(LADDER)[1:3]]),
    ],
)
def test_a_ladder_that_contradicts_itself_is_refused(
    changed: dict[str, int], fields: list[str]
) -> None:
    assert faults_of(**{**LADDER, **changed}) == [("settings.not_below", name) for name in fields]


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "fits"),
    [
        ("", "", True),
        ("22:00", "07:00", True),
        ("00:00", "23:59", True),
        ("22:00", "", False),
        ("", "07:00", False),
        ("07:00", "07:00", False),
    ],
)
def test_quiet_hours_are_two_different_times_or_none(
    quiet_from: str, quiet_until: str, fits: bool
) -> None:
    faults = faults_of(mail_quiet_from=quiet_from, mail_quiet_until=quiet_until)
    assert faults == ([] if fits else [("settings.quiet_hours", "mail_quiet_from")])


def test_customers_are_referred_to_a_mail_address_or_to_none() -> None:
    assert faults_of(support_email="help@example.net") == []
    assert faults_of(support_email="help") == [("settings.no_mail_address", "support_email")]


@pytest.mark.parametrize("name", ["logo_url", "customer_portal_url", "admin_portal_url"])
@pytest.mark.parametrize(
    "url",
    [
        "https:///orders",
        "https://ada@example.net",
        "https://ada:secret@example.net/",
        "https://@example.net",
        "https://example.net:port",
        "https://example.net:99999",
        "https://[::1",
        "https://example.net/\u202eorders",
    ],
)
def test_what_is_no_web_address_is_refused(name: str, url: str) -> None:
    assert name in [field for _, field in faults_of(**{name: url})]


@pytest.mark.parametrize("name", ["logo_url", "customer_portal_url", "admin_portal_url"])
@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8080", "https://[::1]/a", "https://ä.net/b"])
def test_web_addresses_are_taken(name: str, url: str) -> None:
    assert faults_of(**{name: url}) == []


def test_nothing_stands_between_a_portals_address_and_the_path_of_an_order() -> None:
    for url in ("https://example.net/?to=1", "https://example.net/#a"):
        assert faults_of(logo_url=url) == []
        assert faults_of(admin_portal_url=url) == [("settings.no_web_address", "admin_portal_url")]


def test_all_faults_are_named_at_once() -> None:
    wrong = PartnerSettings(
        channel="email",
        time_zone="Mars",
        numbering_pattern="1",
        mail_quiet_from="22:00",
        approval_expires_after_seconds=1,
        admin_portal_url="https://a@b",
    )
    with pytest.raises(SettingsAreInconsistent) as refused:
        require_consistent(wrong, "7")
    assert len(refused.value.facts["faults"]) == 7
    fields = {one["facts"]["field"] for one in refused.value.facts["faults"]}
    assert fields <= set(PartnerSettings.model_fields)
    assert refused.value.facts["partner"] == "7"
