"""All routes of offerings."""

from portal.admin.offerings.editing import pages as editing
from portal.admin.offerings.listing import pages as listing
from portal.admin.offerings.offering import pages as offering

OFFERING_PAGES = (listing, editing, offering)
