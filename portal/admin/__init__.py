"""The admins' portal: a folder for each page."""
