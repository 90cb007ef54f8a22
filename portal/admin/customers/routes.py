"""All routes of customers."""

from portal.admin.customers.customer import pages as customer
from portal.admin.customers.editing import pages as editing
from portal.admin.customers.listing import pages as listing
from portal.admin.customers.visiting import pages as visiting

CUSTOMER_PAGES = (listing, editing, visiting, customer)
