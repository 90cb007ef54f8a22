"""Runs the notifications service: `python -m services.notifications`."""

from chassis.service import run_service
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings

if __name__ == "__main__":
    run_service("notifications", NotificationsSettings, build_app)
