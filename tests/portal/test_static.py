"""What the pages are made with: vendored files are as they were taken, small, licensed, and have
every class that a template uses; templates hold nothing that the pages' policy refuses."""

import gzip
import json
import re
from pathlib import Path

import pytest

from portal.vendoring.hashes import HASHES, VENDORED, hashes
from portal.vendoring.sprite import ICONS
from tests.architecture.test_size import ROOT

STATIC = ROOT / "portal" / "static"
TEMPLATES = sorted((ROOT / "portal").rglob("*.html"))
STYLES = [VENDORED / "tabler.css", STATIC / "portal.css"]
SCRIPTS = [VENDORED / "htmx.js", VENDORED / "hx-sse.js", STATIC / "portal.js"]
RENEW = "run `python -m portal.vendoring`, or mend the name"
KB = 1000
LICENSED = {
    "htmx.js": "htmx.LICENSE.txt",
    "hx-sse.js": "htmx.LICENSE.txt",
    "icons.svg": "icons.LICENSE.txt",
    "tabler.css": "tabler.LICENSE.txt",
}

EXPRESSION = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
CLASSES = re.compile(r"""\bclass="((?:[^"{]|{{.*?}}|{%.*?%})*)\"""", re.DOTALL)
TEXT = re.compile(r"""([=!]= )?(["'])([\w -]*)\2""")
"""Of an expression; what something is compared with is no class."""
INLINE = {
    "a style": re.compile(r"<style\b|\sstyle\s*="),
    "a script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a handler": re.compile(r"\son(?!ce\b)[a-z]+\s*=|\bhx-on\b|javascript:|\bjs:"),
}


def compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def classes_in(template: str) -> set[str]:
    """Whole names only: a name next to an expression is put together, and found by nobody."""
    found: set[str] = set()
    for attribute in CLASSES.findall(template):
        found |= set(EXPRESSION.sub("?", attribute).split()) - {"?"}
        for expression in EXPRESSION.findall(attribute):
            for compared, _, text in TEXT.findall(expression):
                found |= set() if compared else set(text.split())
    return found


def classes_of(css: str) -> set[str]:
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", css))


def test_vendored_files_are_as_they_were_taken() -> None:
    assert HASHES.read_text() == hashes(), RENEW


def test_every_vendored_file_has_its_licence() -> None:
    files = {path.name for path in VENDORED.iterdir()} - {HASHES.name}
    assert files == set(LICENSED) | set(LICENSED.values())
    assert all((VENDORED / name).stat().st_size > 500 for name in LICENSED.values())


def test_the_lock_says_what_is_fetched() -> None:
    folder = ROOT / "portal" / "vendoring"
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in one for name, one in locked.items() if name)


def test_a_first_visit_is_small() -> None:
    styles, scripts = compressed(*STYLES), compressed(*SCRIPTS)
    pictures = compressed(VENDORED / "icons.svg", STATIC / "icon.svg")
    assert styles <= 30 * KB
    assert scripts <= 20 * KB
    assert styles + scripts + pictures <= 60 * KB, "leave 20 KB for the page itself"


def test_our_own_part_is_small() -> None:
    assert compressed(STATIC / "portal.css") <= 8 * KB
    assert (STATIC / "portal.js").stat().st_size <= 4 * KB
    assert (STATIC / "keys.js").stat().st_size <= 2 * KB


def test_every_class_used_in_a_template_exists_in_the_committed_css() -> None:
    known = {name for path in STYLES for name in classes_of(path.read_text())}
    missing = {
        str(path.relative_to(ROOT)): sorted(unknown)
        for path in TEMPLATES
        if (unknown := classes_in(path.read_text()) - known)
    }
    assert missing == {}, RENEW


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (VENDORED / "icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"""\bicon\(["']([\w-]+)["']""", path.read_text())
    }
    assert drawn == set(ICONS)
    assert named - drawn == set(), "add it to portal/vendoring/icons.txt, and " + RENEW


def test_styles_ask_for_nothing_else() -> None:
    assert not [path.name for path in STYLES if re.search(r"url\(|@import", path.read_text())]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_policy_refuses(path: Path) -> None:
    assert [what for what, sign in INLINE.items() if sign.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<a class="btn btn-primary">', {"btn", "btn-primary"}),
        ("<a class=\"btn {{ 'active' if x else '' }}\">", {"btn", "active"}),
        ("<a class=\"{{ 'active' if x == 'open' else '' }}\">", {"active"}),
        ('<a class="btn-{{ kind }}">', {"btn-?"}),
        ('<a {% if x %}class="done"{% endif %}>', {"done"}),
    ],
)
def test_it_reads_classes_as_a_template_has_them(template: str, found: set[str]) -> None:
    assert classes_in(template) == found


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ('<p style="color: red">', "a style"),
        ("<style>p {}</style>", "a style"),
        ("<script>alert(1)</script>", "a script"),
        ('<a onclick="go()">', "a handler"),
        ('<a hx-on:click="go()">', "a handler"),
    ],
)
def test_it_knows_what_the_policy_refuses(template: str, what: str) -> None:
    assert INLINE[what].search(template)
