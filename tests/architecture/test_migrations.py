"""A migration that was changed has a new revision: a database that was made before is then refused
at the start (chassis/migrations.py), and does not fail at some statement later."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "chassis/table_operations.py"
MIGRATIONS = sorted(
    path
    for folder in ("services", "portal")
    for path in ROOT.glob(f"{folder}/*/migrations/versions/*.py")
)
REVISION = re.compile(r'^revision = "(.*)"\n', re.MULTILINE)


def parts_of(migration: Path) -> list[str]:
    """All that decides what it does: its text but for the revision, and the files that it names."""
    text = migration.read_text()
    beside = sorted(migration.parents[1].glob("*.sql"))
    named = [file.read_text() for file in beside if f'"{file.stem}"' in text]
    shared = [SHARED.read_text()] if f"chassis.{SHARED.stem}" in text else []
    return [REVISION.sub("", text), *named, *_subjects(migration, text), *shared]


def _subjects(migration: Path, text: str) -> list[str]:
    """What it imports of its own folder, with what these files have in common."""
    folder = migration.parents[1]
    package = ".".join(folder.relative_to(ROOT).parts)
    return [one.read_text() for one in sorted(folder.glob("*.py"))] if package in text else []


def revision_of(migration: Path) -> str:
    digest = hashlib.sha256("\0".join(parts_of(migration)).encode()).hexdigest()
    return f"{migration.name[:4]}_{digest[:8]}"


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.parts[-4])
def test_a_changed_migration_has_a_new_revision(migration: Path) -> None:
    assert REVISION.findall(migration.read_text()) == [revision_of(migration)]


def test_the_sql_and_the_shared_tables_count_as_parts_of_it() -> None:
    payments = next(path for path in MIGRATIONS if "payments" in path.parts)
    parts = "".join(parts_of(payments))
    assert "CREATE FUNCTION refuse_ledger_change" in parts
    assert "def create_shared_tables" in parts
    assert "def create_ledger" in parts
    assert "def moment" in parts
