"""What every page stands on: sessions, permissions, forms, errors, templates. Knows no page."""
