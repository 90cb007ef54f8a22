"""The lifecycle page is what the rules say today."""

from docs.generate import PAGE, lifecycle_page


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == lifecycle_page(), "renew it: .venv/bin/python -m docs.generate"
