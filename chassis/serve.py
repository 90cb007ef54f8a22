"""Runs one ASGI app in this process until SIGTERM, then lets open requests finish."""

from typing import Protocol

import uvicorn
from fastapi import FastAPI

GRACE_SECONDS = 8


class Listening(Protocol):
    """The settings of any process that serves HTTP."""

    host: str
    port: int


def serve(app: FastAPI, settings: Listening) -> None:
    """Listen on the settings' host and port; returns after a graceful stop."""
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ws="none",
    )
