"""The catalog service: offerings, prices and quotes. Never knows customers' orders."""
