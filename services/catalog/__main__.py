"""Runs the catalog service: `python -m services.catalog`."""

from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from services.catalog.app import build_app
from services.catalog.settings import CatalogSettings


def main() -> None:
    configure_logging("catalog")
    settings = read_settings(CatalogSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
