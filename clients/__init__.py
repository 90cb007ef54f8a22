"""How anything outside a service talks to it; in `system`, how our processes talk to Temporal.

One shared HTTP client a process; a service's refusals come back as the same exceptions.
"""
