"""Stripe as a gateway: cards, wallets and bank debits on a page of Stripe."""
