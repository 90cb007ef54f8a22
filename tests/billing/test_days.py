"""Calendar dates in time zones, also where clocks jump at midnight."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.days import _zones, day_begins_at, is_time_zone, local_date

ZONES = [
    "UTC",
    "Europe/Vienna",
    "America/Sao_Paulo",
    "America/Havana",
    "America/Toronto",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
]


def test_the_same_instant_has_different_dates() -> None:
    instant = datetime(2023, 1, 1, 11, tzinfo=UTC)
    assert local_date(instant, "Pacific/Kiritimati") == date(2023, 1, 2)
    assert local_date(instant, "Etc/GMT+12") == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        (date(2023, 1, 14), "UTC", datetime(2023, 1, 14, tzinfo=UTC)),
        (date(2023, 1, 14), "Europe/Vienna", datetime(2023, 1, 13, 23, tzinfo=UTC)),
        # Clocks went from 00:00 to 01:00 here: there was no midnight.
        (date(2018, 11, 4), "America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
        # Clocks went from 23:30 to 00:30 here.
        (date(1919, 3, 31), "America/Toronto", datetime(1919, 3, 31, 4, 30, tzinfo=UTC)),
        # Midnight came twice here; the day began with the first.
        (date(2023, 11, 5), "America/Havana", datetime(2023, 11, 5, 4, tzinfo=UTC)),
        # This day was left out when the zone changed sides.
        (date(2011, 12, 30), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_day_begins(day: date, zone: str, begins: datetime) -> None:
    assert day_begins_at(day, zone) == begins


@given(
    day=st.dates(min_value=date(1970, 1, 2), max_value=date(2100, 1, 1)),
    zone=st.sampled_from(ZONES),
)
def test_a_day_begins_at_the_first_instant_that_has_its_date(day: date, zone: str) -> None:
    begins = day_begins_at(day, zone)
    assert local_date(begins, zone) == day
    assert local_date(begins - timedelta(microseconds=1), zone) == day - timedelta(days=1)


NO_ZONES = ["", "Europe/Atlantis", "../etc/passwd", "utc ", "CET-1", "UTC\n"]
NOT_EVERYWHERE = ["localtime", "posixrules", "posix/UTC", "right/UTC", "Factory"]


@pytest.mark.parametrize("name", [*NO_ZONES, *NOT_EVERYWHERE])
def test_what_is_no_time_zone(name: str) -> None:
    assert not is_time_zone(name)


def test_every_machine_knows_the_same_zones(tmp_path: Path) -> None:
    """A name of the machine's own folder is none, though Python finds it there."""
    vienna = (files("tzdata") / "zoneinfo" / "Europe" / "Vienna").read_bytes()
    (tmp_path / "localtime").write_bytes(vienna)
    zoneinfo.reset_tzpath([str(tmp_path)])
    _zones.cache_clear()
    try:
        assert "localtime" in zoneinfo.available_timezones()
        assert not is_time_zone("localtime")
        assert all(is_time_zone(name) for name in ZONES)
    finally:
        zoneinfo.reset_tzpath()
        _zones.cache_clear()
