"""Alembic calls this; the history runs on the connection that the service hands in."""

from chassis.migrations import run_in_environment

run_in_environment()
