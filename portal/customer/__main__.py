"""Runs the customer's portal: `python -m portal.customer`."""

from chassis.service import run_service
from portal.customer.app import build_app
from portal.settings import PortalSettings

if __name__ == "__main__":
    run_service("portal", PortalSettings, build_app)
