"""How money is taken: the port that every gateway fills, its adapters, and the simulator."""
