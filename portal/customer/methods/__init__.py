"""What the customer can pay with."""
