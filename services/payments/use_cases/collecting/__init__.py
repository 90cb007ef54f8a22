"""Money on its way in: attempts to pay, webhooks, receipts."""
