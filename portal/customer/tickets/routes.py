"""All routes of the customer's tickets; those with words of their own before those with an id."""

from portal.customer.tickets.files import pages as files
from portal.customer.tickets.listing import pages as listing
from portal.customer.tickets.opening import pages as opening
from portal.customer.tickets.ticket import pages as ticket

TICKET_PAGES = (listing, opening, ticket, files)
