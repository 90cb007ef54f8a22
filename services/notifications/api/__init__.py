"""The HTTP resources of tickets and mail: who may call, and which use case answers."""
