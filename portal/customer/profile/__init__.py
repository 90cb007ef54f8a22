"""Who the customer is to its provider."""
