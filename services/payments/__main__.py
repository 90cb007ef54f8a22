"""Runs the payments service: `python -m services.payments`."""

from chassis.service import run_service
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings

if __name__ == "__main__":
    run_service("payments", PaymentsSettings, build_app)
