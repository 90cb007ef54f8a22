"""Pages that every portal has."""

from portal.shared.devices.routes import pages as devices
from portal.shared.preferences.routes import pages as preferences
from portal.shared.sign_out.routes import pages as sign_out

SHARED_PAGES = (preferences, sign_out, devices)
