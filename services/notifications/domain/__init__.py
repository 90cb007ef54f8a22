"""The pure rules: whom an event concerns, what is said, how a ticket's state moves."""
