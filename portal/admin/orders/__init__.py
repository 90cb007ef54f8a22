"""All orders, whatever became of them."""
