"""Every SQL statement of payments, one file a group of tables. Decides nothing."""
