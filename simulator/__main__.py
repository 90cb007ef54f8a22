"""Runs the simulator: `python -m simulator`."""

import logging

from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from simulator.app import build_simulator
from simulator.lost_answers import AnswerIsLost
from simulator.settings import SimulatorSettings


def main() -> None:
    configure_logging("simulator")
    logging.getLogger("uvicorn.error").addFilter(_is_no_lost_answer)
    settings = read_settings(SimulatorSettings)
    serve(build_simulator(settings), settings)


def _is_no_lost_answer(record: logging.LogRecord) -> bool:
    """An answer that is lost on purpose is no fault of the server's."""
    return not (record.exc_info and isinstance(record.exc_info[1], AnswerIsLost))


if __name__ == "__main__":
    main()
