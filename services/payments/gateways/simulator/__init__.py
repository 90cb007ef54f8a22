"""The built-in simulator as a gateway, known by what it says over HTTP."""
