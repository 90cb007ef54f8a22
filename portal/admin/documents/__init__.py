"""Invoices and credit notes of all customers."""
