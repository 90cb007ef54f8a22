"""Portals: the pages that customers and admins see, over the clients of the services."""
