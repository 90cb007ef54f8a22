"""What an order line costs and for which days: one set of pure rules for quotes and for invoices.
No I/O, no clock, no framework."""
