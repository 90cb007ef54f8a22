"""The customer's portal: a folder for each page."""
