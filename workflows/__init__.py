"""The workflows of orders, refunds and reconciliations, their activities and the worker."""
