"""The catalog's HTTP resources: who may call, and which use case answers. No rules of its own."""
