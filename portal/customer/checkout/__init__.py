"""The page on which the cart is ordered."""
