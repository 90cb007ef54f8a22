"""OrderWorkflow: one order, until every item is active, rejected, cancelled or expired."""
