"""Comparing our books with those of the gateways."""
