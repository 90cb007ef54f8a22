"""How anything outside a service talks to it, and how everything talks to Temporal.

One shared HTTP client a process; a service's refusals come back as the same exceptions.
"""
