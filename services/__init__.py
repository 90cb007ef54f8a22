"""The microservices. None imports another; they meet through `clients` and `contracts` only."""
