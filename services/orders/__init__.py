"""The orders service: carts, customers, partner settings, orders, decisions and subscriptions.

Knows no prices of its own and issues no documents; it starts and signals workflows by its outbox.
"""
