"""Puts the catalog service together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.service import lay_foundation
from services.catalog.api import checks, offerings, quotes
from services.catalog.repository.quotes import quotes_sweep
from services.catalog.settings import CatalogSettings
from services.catalog.tables import METADATA

NAME = "catalog"
MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(settings: CatalogSettings) -> FastAPI:
    """The ASGI app; migrates its schema first when the settings say so."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    app = create_app(
        NAME,
        settings,
        title="Turnup catalog",
        routers=[offerings.router, quotes.router, checks.router],
        database=foundation.database,
        idempotency=foundation.idempotency,
        housekeeping=foundation.housekeeping(quotes_sweep()),
    )
    app.state.database = foundation.database
    return app
