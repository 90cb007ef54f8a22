"""Runs one ASGI app in this process until SIGTERM, then lets open requests finish. Refuses an
address or headers without end before anything reads them."""

import contextlib
import logging
import sys
from typing import Protocol

import uvicorn
from fastapi import FastAPI

from chassis.problems import BreaksOff

GRACE_SECONDS = 8
KEEP_ALIVE_SECONDS = 75
"""Longer than any client keeps an idle connection, so that it is the client who closes it: what is
sent at the moment at which a server closes is lost, and whether it was done is then unknown."""
LARGEST_HEAD_BYTES = 32_000
"""Of a request's address and headers while they are incomplete. What arrives in one piece may be
somewhat larger, but no larger than what is read from a socket at once."""
STARTUP_FAILURE = 3


class Listening(Protocol):
    """The settings of any process that serves HTTP."""

    host: str
    port: int


def serve(app: FastAPI, settings: Listening) -> None:
    """Listen on the settings' host and port; returns after a graceful stop. Ends the process if the
    app cannot start."""
    server = server_of(app, settings)
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def server_of(app: FastAPI, settings: Listening) -> uvicorn.Server:
    """As every process has it."""
    logging.getLogger("uvicorn.error").addFilter(_is_no_breaking_off)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whom to believe is for the app to say
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ws="none",
        http="h11",  # the other one takes headers without end
        h11_max_incomplete_event_size=LARGEST_HEAD_BYTES,
    )
    return uvicorn.Server(config)


def _is_no_breaking_off(record: logging.LogRecord) -> bool:
    """The app has logged that one, in a line; the server would add a traceback."""
    return not (record.exc_info and isinstance(record.exc_info[1], BreaksOff))
