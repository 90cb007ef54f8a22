"""What was charged and what is given back: invoices and credit notes."""
