"""Runs the admins' portal: `python -m portal.admin`."""

from chassis.service import run_service
from portal.admin.app import build_app
from portal.admin.settings import AdminSettings

if __name__ == "__main__":
    run_service("admin", AdminSettings, build_app)
