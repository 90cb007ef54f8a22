"""Reports of how gateways, books and workflows agree."""
