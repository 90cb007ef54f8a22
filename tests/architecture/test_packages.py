"""What the code imports is declared: a package that is there only because another one asks for it
may be gone, or another version, tomorrow."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.test_purity import imported
from tests.architecture.test_size import FOLDERS, ROOT, SOURCES

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
PROVIDERS = packages_distributions()
COMES_WITH = {"pydantic-core": "pydantic"}
"""One that another pins to a single version, and documents as its own."""


def _names(requirements: list[str]) -> set[str]:
    return {_one_form(re.split(r"[\[<>=]", one, maxsplit=1)[0]) for one in requirements}


def _one_form(name: str) -> str:
    return name.lower().replace("_", "-")


def _needed(tree: ast.AST) -> set[str]:
    """The packages, by the names under which they are declared."""
    modules = {module.partition(".")[0] for module in imported(tree)}
    foreign = modules - sys.stdlib_module_names - set(FOLDERS)
    names = {_one_form(PROVIDERS[module][0]) for module in foreign}
    return {COMES_WITH.get(name, name) for name in names}


def test_what_is_imported_is_known_by_its_package() -> None:
    code = "import jwt.algorithms\nimport os, chassis\ndef f():\n    from pydantic_core import x"
    assert _needed(ast.parse(code)) == {"pyjwt", "pydantic"}


def test_what_processes_import_is_declared() -> None:
    ours = [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "tests"]
    needed = set[str]().union(*(_needed(ast.parse(path.read_text())) for path in ours))
    assert len(needed) > 10
    assert needed - _names(PROJECT["dependencies"]) == {"stripe", "psutil", "playwright"}
    assert {"stripe"} <= _names(EXTRAS["stripe"])
    assert {"psutil"} <= _names(EXTRAS["embedded"])
    assert {"playwright"} <= _names(EXTRAS["dev"]), "which draws the README's pictures"


def test_what_tests_import_is_declared() -> None:
    needed = set[str]().union(*(_needed(ast.parse(path.read_text())) for path in SOURCES))
    declared = [*PROJECT["dependencies"], *EXTRAS["stripe"], *EXTRAS["embedded"], *EXTRAS["dev"]]
    assert needed <= _names(declared)


def test_all_of_it_says_from_which_version_on() -> None:
    everything = [*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]
    assert not [one for one in everything if not re.search(r"[>=]=\d", one)]
