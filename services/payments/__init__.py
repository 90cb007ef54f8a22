"""Money of an order: invoices, payments, the ledger, credit notes, refunds, gateways, webhooks.

Never knows why an order is approved or rejected; it is told what to charge and what to credit.
"""
