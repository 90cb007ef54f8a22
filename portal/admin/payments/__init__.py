"""Money on its way in: attempts to pay, and what was recorded by hand."""
