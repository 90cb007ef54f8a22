"""A device is named as its owner knows it."""

import pytest

from portal.identity.domain.devices import Device, device_of

SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {SAFARI}", "Safari", "iPhone"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {CHROME}", "Chrome", "Android"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/140.0", "Edge", "Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox",
            "Linux",
        ),
        ("curl/8.0", "", ""),
        ("", "", ""),
        ("x" * 100_000 + "Firefox/", "", ""),
    ],
)
def test_the_browser_and_the_system(said: str, browser: str, system: str) -> None:
    assert device_of(said) == Device(browser=browser, system=system)
