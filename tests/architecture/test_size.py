"""Files stay small enough to be read at one sitting, and say what they are for."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(
    folder.name for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."
)
LONGEST_LINES = 300
SOURCES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts
]


def test_every_folder_with_code_is_read() -> None:
    read = {path.relative_to(ROOT).parts[0] for path in SOURCES}
    assert {"contracts", "deploy", "docs", "services", "tests", "workflows"} <= read
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    assert read == set(checked)


def test_files_have_at_most_300_lines() -> None:
    lengths = {path.relative_to(ROOT): path.read_text().count("\n") for path in SOURCES}
    assert not {path: length for path, length in lengths.items() if length > LONGEST_LINES}


def test_modules_say_what_they_own() -> None:
    silent = [path for path in SOURCES if (text := path.read_text()) and not text.startswith('"""')]
    assert not [path.relative_to(ROOT) for path in silent]


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils.py", "common.py", "helpers.py", "base.py", "misc.py"}
    assert not [path.relative_to(ROOT) for path in SOURCES if path.name in vague]
