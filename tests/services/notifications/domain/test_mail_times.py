"""When mails to customers are sent, and when they are tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.notifications import MailTimes
from services.notifications.domain.mail_times import AWAITED, pause_after, send_after

NIGHT = {"quiet_from": "22:00", "quiet_until": "07:00", "time_zone": "Europe/Vienna"}
NOON = datetime(2023, 1, 10, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_without_wishes_mail_goes_at_once() -> None:
    assert send_after("item_approved", MailTimes(), NOON) is None
    both_alike = MailTimes(quiet_from="12:00", quiet_until="12:00")
    assert send_after("item_approved", both_alike, NOON) is None
    half = MailTimes(quiet_from="12:00")
    assert send_after("item_approved", half, NOON) is None


def test_a_delay_holds_it_back() -> None:
    later = send_after("item_approved", MailTimes(delay_seconds=600), NOON)
    assert later == NOON + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2023-01-10T21:59:59+01:00", None),
        ("2023-01-10T22:00:00+01:00", "2023-01-11T07:00:00+01:00"),
        ("2023-01-10T23:30:00+01:00", "2023-01-11T07:00:00+01:00"),
        ("2023-01-11T00:00:00+01:00", "2023-01-11T07:00:00+01:00"),
        ("2023-01-11T06:59:59+01:00", "2023-01-11T07:00:00+01:00"),
        ("2023-01-11T07:00:00+01:00", None),
        # The clocks go forward in this night, and back in that one.
        ("2023-03-25T23:00:00+01:00", "2023-03-26T07:00:00+02:00"),
        ("2023-10-28T23:00:00+02:00", "2023-10-29T07:00:00+01:00"),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(now: str, sent: str | None) -> None:
    held = send_after("item_approved", MailTimes(**NIGHT), at(now))
    assert held == (at(sent) if sent else None)


@pytest.mark.parametrize(
    ("until", "now", "sent"),
    [
        # 02:30 is not on the clocks of this night: they go from 02:00 to 03:00.
        ("02:30", "2023-03-26T01:00:00+01:00", "2023-03-26T03:30:00+02:00"),
        # 02:30 is on them twice in this one: each hour has its own.
        ("02:30", "2023-10-29T02:10:00+02:00", "2023-10-29T02:30:00+02:00"),
        ("02:30", "2023-10-29T02:10:00+01:00", "2023-10-29T02:30:00+01:00"),
        ("02:05", "2023-10-29T02:10:00+02:00", None),
    ],
)
def test_hours_that_a_clock_skips_or_shows_twice(until: str, now: str, sent: str | None) -> None:
    times = MailTimes(quiet_from="00:30", quiet_until=until, time_zone="Europe/Vienna")
    held = send_after("item_approved", times, at(now))
    assert held == (at(sent) if sent else None)


@pytest.mark.parametrize(
    ("zone", "quiet", "now", "sent"),
    [
        # Spring: 02:00 to 03:00 is not there; the window begins or ends in it, or is all of it.
        ("Europe/Berlin", "22:00-02:30", "2024-03-30T23:00+01:00", "2024-03-31T03:30+02:00"),
        ("Europe/Berlin", "22:00-03:00", "2024-03-31T01:59+01:00", "2024-03-31T03:00+02:00"),
        ("Europe/Berlin", "02:30-06:00", "2024-03-31T03:00+02:00", "2024-03-31T06:00+02:00"),
        ("Europe/Berlin", "02:00-03:00", "2024-03-31T01:59+01:00", None),
        ("Europe/Berlin", "02:00-03:00", "2024-03-31T03:00+02:00", None),
        # Autumn: 02:00 to 03:00 is there twice; the first end of the window counts.
        ("Europe/Berlin", "22:00-02:30", "2024-10-26T23:00+02:00", "2024-10-27T02:30+02:00"),
        ("Europe/Berlin", "22:00-03:00", "2024-10-27T02:59+02:00", "2024-10-27T03:00+01:00"),
        ("Europe/Berlin", "02:30-06:00", "2024-10-27T02:30+02:00", "2024-10-27T06:00+01:00"),
        # Elsewhere the same moment is an ordinary one.
        ("Asia/Tokyo", "22:00-02:30", "2024-03-31T01:00+09:00", "2024-03-31T02:30+09:00"),
        ("America/New_York", "01:30-06:00", "2024-11-03T01:45-04:00", "2024-11-03T06:00-05:00"),
    ],
)
def test_the_nights_on_which_clocks_change(
    zone: str, quiet: str, now: str, sent: str | None
) -> None:
    begin, end = quiet.split("-")
    times = MailTimes(quiet_from=begin, quiet_until=end, time_zone=zone)
    assert send_after("item_approved", times, at(now)) == (at(sent) if sent else None)


def test_a_delay_that_ends_in_quiet_hours_waits_for_their_end() -> None:
    times = MailTimes(delay_seconds=3_600, **NIGHT)
    held = send_after("item_approved", times, at("2023-01-10T21:30:00+01:00"))
    assert held == at("2023-01-11T07:00:00+01:00")


def test_quiet_hours_are_the_partners_and_a_zone_that_nobody_knows_is_utc() -> None:
    for zone, sent in (("America/New_York", "-05:00"), ("Nowhere/At_All", "+00:00")):
        times = MailTimes(quiet_from="09:00", quiet_until="10:00", time_zone=zone)
        now = at(f"2023-01-10T09:30:00{sent}")
        assert send_after("item_approved", times, now) == at(f"2023-01-10T10:00:00{sent}")


@pytest.mark.parametrize("event", sorted(AWAITED))
def test_what_a_customer_waits_for_is_never_held_back(event: str) -> None:
    times = MailTimes(delay_seconds=60, quiet_from="00:00", quiet_until="23:59")
    assert send_after(event, times, NOON) is None  # type: ignore[arg-type]


def test_pauses_grow_from_seconds_to_an_hour() -> None:
    waited, pauses = timedelta(), []
    while waited < timedelta(days=3):
        pauses.append(pause_after(waited))
        waited += pauses[-1]
    assert pauses[0] == timedelta(seconds=2)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
    assert len(pauses) < 120
