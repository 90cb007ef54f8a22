"""The notifications service: tickets and mail about orders. Decides nothing about an order."""
