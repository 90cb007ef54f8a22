"""The tables of the payments schema. Amounts are minor units; a CHECK keeps net + VAT = gross."""

from services.payments.tables import bookkeeping, collecting, invoicing, reconciling, refunding
from services.payments.tables.columns import METADATA

__all__ = ["METADATA", "bookkeeping", "collecting", "invoicing", "reconciling", "refunding"]
