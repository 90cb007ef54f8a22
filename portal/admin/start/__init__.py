"""Where staff begins."""
