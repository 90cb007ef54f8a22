"""The simulator's HTTP API, as a merchant's server calls it: one file a resource."""
