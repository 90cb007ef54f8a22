"""Runs the simulator: `python -m services.payments.gateways.simulator`."""

from chassis.serve import serve
from chassis.telemetry import configure_logging
from services.payments.gateways.simulator.app import build_simulator
from services.payments.gateways.simulator.settings import SimulatorSettings


def main() -> None:
    configure_logging("simulator")
    settings = SimulatorSettings()
    serve(build_simulator(settings), settings)


if __name__ == "__main__":
    main()
