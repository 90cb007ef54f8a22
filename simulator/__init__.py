"""A payment gateway that runs anywhere: hosted page, test cards, signed webhooks, its own book.

It is another company's system as far as the rest of Turnup can tell: HTTP only, no shared tables.
"""
