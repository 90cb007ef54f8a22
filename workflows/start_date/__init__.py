"""StartDateWorkflow: a correction after the end of its order's workflow."""
