"""All routes of tickets."""

from portal.admin.tickets.listing import pages as listing
from portal.admin.tickets.ticket import pages as ticket

TICKET_PAGES = (listing, ticket)
