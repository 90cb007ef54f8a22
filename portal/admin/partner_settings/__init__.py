"""A partner's settings, section by section, with their history; those of partner default, too."""
