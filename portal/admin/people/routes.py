"""All routes of those who work here."""

from portal.admin.people.editing import pages as editing
from portal.admin.people.inviting import pages as inviting
from portal.admin.people.listing import pages as listing
from portal.admin.people.person import pages as person

PEOPLE_PAGES = (listing, inviting, editing, person)
