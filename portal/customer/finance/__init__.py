"""What the customer paid, owes and is owed."""
