"""Who signs in at a portal: accounts, sessions, links and codes. Serves no page itself."""
