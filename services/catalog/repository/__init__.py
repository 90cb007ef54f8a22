"""Every SQL statement of the catalog. Decides nothing."""
