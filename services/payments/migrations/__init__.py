"""How a database gets the tables of payments, a file a subject: `versions/` runs it. Nothing of the
service's code is imported, so that it stays as it is when that moves on."""
