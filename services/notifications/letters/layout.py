"""Lays a mail out by the template files beside this one, which hold no words of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from contracts.message import Language


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is in a mail, in words."""

    language: Language
    subject: str
    paragraphs: Sequence[Sequence[str]]
    """Each of lines."""
    about: str
    """Which order or ticket."""
    link: str | None
    """To the page of that."""
    link_words: str
    closing: Sequence[str]
    """Where to answer, and whom to ask."""
    name: str
    logo_url: str
    """Of the partner; empty where it has none."""


def as_text(page: Page) -> str:
    return _template("letter.txt").render(vars(page)).strip() + "\n"


def as_html(page: Page) -> str:
    return _template("letter.html").render(vars(page)).strip() + "\n"


@cache
def _template(name: str) -> Template:
    layouts = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return layouts.get_template(name)
