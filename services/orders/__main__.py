"""Runs the orders service: `python -m services.orders`."""

from chassis.service import run_service
from services.orders.app import build_app
from services.orders.settings import OrdersSettings

if __name__ == "__main__":
    run_service("orders", OrdersSettings, build_app)
