"""Bank transfers and cash as a gateway, with the book that it keeps in our own database."""
