"""The page of all products that can be ordered, with the customer's cart over it."""
