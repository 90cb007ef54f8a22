"""Invoices and credit notes as they are printed. Reads no table and knows no rule: what is printed
was computed and stored before."""
