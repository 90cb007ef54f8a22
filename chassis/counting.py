"""Counts what a list would show, as far as anybody needs to know: however many there are, it takes
no longer."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from contracts.desk import MOST_COUNTED_AT_DESK


def counted(wanted: Select[Any]) -> ScalarSelect[int]:
    """To be selected: `MOST_COUNTED_AT_DESK` at most."""
    some = wanted.limit(MOST_COUNTED_AT_DESK).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
