"""The messages on every wire, once: HTTP bodies and Temporal payloads are the same types.

Holds data shapes and the names of refusals. No I/O, no rules, no imports from the rest of Turnup.
"""
