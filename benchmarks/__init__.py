"""Measures a stack of its own against the bare engine and the bare framework. Stands above the
stack: `turnup bench` starts it by name, and nobody imports it."""
