"""Which settings make no sense, and how overrides are laid over the defaults."""

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
    "name", ["numbering_pattern", "legal_name", "vat_id", "address", "ticket_group"]
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


def test_all_faults_are_named_at_once() -> None:
    wrong = PartnerSettings(channel="email", time_zone="Mars", numbering_pattern="1")
    with pytest.raises(SettingsAreInconsistent) as refused:
        require_consistent(wrong, "7")
    assert len(refused.value.facts["faults"]) == 3
    assert refused.value.facts["partner"] == "7"
