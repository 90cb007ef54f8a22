"""What the workflow's steps do: calls to the services through `clients`, each idempotent."""
