"""Runs the catalog service: `python -m services.catalog`."""

from chassis.service import run_service
from services.catalog.app import build_app
from services.catalog.settings import CatalogSettings

if __name__ == "__main__":
    run_service("catalog", CatalogSettings, build_app)
