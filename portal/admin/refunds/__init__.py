"""Money on its way back to customers."""
