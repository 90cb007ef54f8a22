"""The payments service with somebody in the workflows' place who writes down what is told."""

import os
from pathlib import Path

from chassis.logs import configure_logging
from chassis.serve import serve
from contracts.workflow import RefundToStart
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings

TOLD = "TOLD_FILE"


class WrittenSignals:
    """One line for each time that an order's workflow is told."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def payment_settled(self, order_id: str) -> None:
        with self._file.open("a") as told:
            told.write(f"{order_id}\n")

    async def wake_refund(self, refund: RefundToStart) -> bool:  # noqa: ARG002
        """The torture finds what is owed in the table, and asks for it from outside."""
        return True


def main() -> None:
    configure_logging("payments")
    settings = PaymentsSettings()
    serve(build_app(settings, signals=WrittenSignals(Path(os.environ[TOLD]))), settings)


if __name__ == "__main__":
    main()
