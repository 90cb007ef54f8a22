"""OrderWorkflow, its activities and the worker that runs them."""
