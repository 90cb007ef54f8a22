"""Runs the orders service: `python -m services.orders`."""

from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from services.orders.app import build_app
from services.orders.settings import OrdersSettings


def main() -> None:
    configure_logging("orders")
    settings = read_settings(OrdersSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
