"""A payment gateway that runs anywhere: hosted page, test cards, signed webhooks, its own book.

It is somebody else's company: a program that imports nothing of Turnup's business and is reached
over HTTP only.
"""
