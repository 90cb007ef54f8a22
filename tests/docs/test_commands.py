"""Commands that the pages show exist, with the options they show."""

import re
import shlex
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from stack.cli import build
from tests.docs.pages import ROOT, pages

LAUNCHER_COMMANDS = re.findall(r'\$\{1-\}" = (\w+) \]', (ROOT / "turnup").read_text())


def shown_commands() -> list[str]:
    """What follows `./turnup` anywhere on a page, without the comment behind it."""
    found = {
        code.split("./turnup", 1)[1].strip()
        for page in pages()
        for code in page.code()
        if code.startswith("./turnup")
    }
    return sorted(command for command in found if command)


@pytest.mark.parametrize("shown", shown_commands())
def test_a_shown_command_exists(shown: str) -> None:
    words = shlex.split(shown, comments=True)
    if words[0] in LAUNCHER_COMMANDS:
        return
    command: Any = get_command(build())
    known = _options(command)
    while isinstance(command, TyperGroup):
        while words and words[0].startswith("-"):
            assert words.pop(0) in known
        if not words or words[0] == "…":
            return
        name = words.pop(0)
        assert name in command.commands, f"there is no `./turnup {shown}`"
        command = command.commands[name]
        known = known | _options(command)
    own = words[: words.index("--")] if "--" in words else words
    assert {word for word in own if word.startswith("-")} <= known


def test_the_readme_shows_every_command() -> None:
    root = get_command(build())
    assert isinstance(root, TyperGroup)
    shown = {command.split()[0] for command in shown_commands()}
    assert set(root.commands) <= shown


def _options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
