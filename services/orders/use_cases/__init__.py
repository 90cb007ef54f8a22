"""What can be done with carts, settings and orders: one verb or one subject a file."""
