"""Runs the portal's Alembic history."""

from chassis.migrations import run_in_environment

run_in_environment()
