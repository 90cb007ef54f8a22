"""The ledger: entries, accounts, statements, audit."""
