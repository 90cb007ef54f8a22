"""Runs the payments service: `python -m services.payments`."""

from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings


def main() -> None:
    configure_logging("payments")
    settings = read_settings(PaymentsSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
