"""Runs one ASGI app in this process until SIGTERM, then lets open requests finish."""

import uvicorn
from fastapi import FastAPI

from chassis.settings import ProcessSettings

GRACE_SECONDS = 8


def serve(app: FastAPI, settings: ProcessSettings) -> None:
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
