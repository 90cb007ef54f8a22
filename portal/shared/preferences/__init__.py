"""How the portal looks to one person."""
