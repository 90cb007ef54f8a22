"""All parts of the pages on one page with sample values, for looking at them:
`python -m tests.portal.gallery <file.html>`; the tests draw it too."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contracts.message import Language
from portal.web.templates import FILTERS
from tests.architecture.test_size import ROOT
from wording.languages import speaking
from wording.telling import words_of

Scheme = Literal["system", "light", "dark"]
MENU = (
    ("/", "Dashboard", "layout-dashboard"),
    ("/order", "Order new products", "shopping-bag"),
    ("/services", "My services", "router"),
    ("/orders", "Orders", "clipboard-list"),
    ("/tickets", "Tickets", "message-square"),
    ("/finance", "Finance", "receipt"),
    ("/profile", "Profile", "user"),
)
FAULTS = {"email": "This is no address of a mailbox.", "plan": "Choose one of them."}


def drawn(
    scheme: Scheme = "system",
    language: Language = "en",
    *,
    is_signed_in: bool = True,
    has_window: bool = False,
    static: str = "/static",
) -> str:
    """The page; its files are under the address `static`."""
    made = Environment(
        loader=FileSystemLoader([ROOT / "portal", ROOT / "tests" / "portal"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        {"t": _words, "static": lambda path: f"{static}/{path}", "term": lambda _, value: value}
    )
    made.filters.update(FILTERS)
    with speaking(language):
        return made.get_template("gallery.html").render(
            page=_page(scheme, language, is_signed_in),
            typed=_typed({}),
            wrong=_typed(FAULTS),
            has_window=has_window,
        )


def _page(scheme: Scheme, language: Language, is_signed_in: bool) -> SimpleNamespace:
    person = SimpleNamespace(
        name="Zoë \u202eLindqvist <b>",
        email="zoe@example.com",
        return_url="https://provider.example/",
        by=None,
    )
    return SimpleNamespace(
        language=language,
        scheme=scheme,
        csrf="token",
        once="once",
        path="/",
        address="/",
        tools="customer/cart.html",
        foot="customer/foot.html",
        cart_count=3,
        return_host="provider.example",
        flash=SimpleNamespace(kind="success", text="The service was put into your cart."),
        session=person if is_signed_in else None,
        partner=SimpleNamespace(
            name="Nordlicht Glasfaser",
            logo_url="",
            support_email="hilfe@example.com",
            support_phone="+49 40 123456",
        ),
        menu=[
            SimpleNamespace(href=href, code=name, icon=icon, is_current=href == "/order")
            for href, name, icon in MENU
        ],
    )


def _typed(faults: dict[str, str]) -> SimpleNamespace:
    values = {"email": "zoe@", "plan": "card", "note": "Second floor, left door."}
    return SimpleNamespace(
        faults=faults,
        value=lambda name, default="": values.get(name, default),
        fault=lambda name: faults.get(name, ""),
    )


def _words(code: str, /, **facts: Any) -> str:
    """The gallery's own words stand for themselves."""
    return words_of(code, facts, "customer") or code


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn())
