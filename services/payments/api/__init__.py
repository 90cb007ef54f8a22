"""The HTTP side of payments: who may call what. Rules and SQL live elsewhere."""
