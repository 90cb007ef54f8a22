"""What can be done with carts, settings and orders: one verb a file."""
