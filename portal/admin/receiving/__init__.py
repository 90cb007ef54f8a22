"""Money that was received for an invoice, outside any gateway."""
