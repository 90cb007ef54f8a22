"""How money is taken: the port that every gateway fills, the registry, and a folder each."""
