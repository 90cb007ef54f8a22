"""A real browser for tests: there, or the test is skipped with the remedy. It speaks to nothing but
this machine."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright, expect

from stack.doctor import find_chromium

REQUIRED = "TURNUP_REQUIRE_BROWSER"
ONLY_THIS_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

expect.set_options(timeout=30_000)


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    executable = find_chromium()
    if executable is None:
        _do_without()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=[ONLY_THIS_MACHINE, "--disable-gpu", "--disable-sync"]
        )
        try:
            yield browser
        finally:
            await browser.close()


def _do_without() -> None:
    reason = (
        "there is no Chromium. On Debian: apt-get install chromium-headless-shell;"
        " or name yours in CHROMIUM."
    )
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, but {reason}")
    pytest.skip(f"NOT TESTED IN A BROWSER: {reason} ({REQUIRED}=1 makes this a failure.)")
