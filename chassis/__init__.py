"""What every HTTP process shares: settings, app factory, database, problems, idempotency, outbox.

Knows nothing of orders, money documents or any single service.
"""
