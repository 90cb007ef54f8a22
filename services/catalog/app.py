"""Puts the catalog service together."""

from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI

from chassis.service import lay_foundation
from services.catalog.api import (
    catalogue,
    closed_partners,
    offering_changes,
    offerings,
    prices,
    quote_confirmation,
    quotes,
)
from services.catalog.context import Context
from services.catalog.repository.quotes import quotes_sweep
from services.catalog.settings import CatalogSettings
from services.catalog.tables import METADATA

NAME = "catalog"
ROUTERS = (
    offerings,
    offering_changes,
    catalogue,
    quotes,
    quote_confirmation,
    prices,
    closed_partners,
)
MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(settings: CatalogSettings) -> FastAPI:
    """The ASGI app; migrates its schema first when the settings say so."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    context = Context(
        database=foundation.database,
        quote_lifetime=timedelta(seconds=settings.quote_lifetime_seconds),
    )
    return foundation.app(
        context,
        routers=[module.router for module in ROUTERS],
        sweeps=[quotes_sweep()],
    )
