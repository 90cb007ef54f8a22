"""What the steps of an order do: calls to the services through `clients`, each idempotent."""
