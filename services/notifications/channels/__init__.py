"""How a mail leaves the house. Knows letters and recipients, not orders or tables."""
