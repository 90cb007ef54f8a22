"""The catalog's pure rules: who may order what, and what it costs. No I/O and no clock."""
