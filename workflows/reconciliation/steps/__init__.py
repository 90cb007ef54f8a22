"""What the reconciliation's steps do: calls to the services through `clients`, each idempotent."""
