"""Runs the notifications service: `python -m services.notifications`."""

from chassis.logs import configure_logging
from chassis.read_settings import read_settings
from chassis.serve import serve
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings


def main() -> None:
    configure_logging("notifications")
    settings = read_settings(NotificationsSettings)
    serve(build_app(settings), settings)


if __name__ == "__main__":
    main()
