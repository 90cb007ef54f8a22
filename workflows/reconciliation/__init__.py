"""The reconciliation: its workflow, what it judges of orders, and its steps."""
