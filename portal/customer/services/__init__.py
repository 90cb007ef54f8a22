"""What the customer has."""
