"""The pages of paying an invoice."""

from portal.customer.invoice_payments.paying import pages as paying
from portal.customer.invoice_payments.returning import pages as returning

INVOICE_PAYMENT_PAGES = (paying, returning)
