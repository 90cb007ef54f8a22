"""Logs: one JSON object a line on stderr, with the process's name. No personal data goes in, and no
text can forge a line or move a cursor: JSON escapes whatever is not ASCII."""

import logging
import sys
from types import TracebackType

import structlog
from structlog.typing import Processor

_FACTS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure_logging(process: str) -> None:
    """Send structlog and the standard library's warnings to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_FACTS,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        processors=[*_FACTS, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(process=process)
    sys.excepthook = _log_the_end


def _log_the_end(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    structlog.get_logger().critical("process_broke", exc_info=(kind, error, at))
