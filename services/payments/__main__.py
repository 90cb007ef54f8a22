"""Runs the payments service: `python -m services.payments`."""

from chassis.read_settings import read_settings
from chassis.serve import serve
from chassis.telemetry import configure_logging
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings


def main() -> None:
    configure_logging("payments")
    settings = read_settings(PaymentsSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
