"""What people do with a running system through its public APIs, and what it must end in: played by
the demo for people to see, and by tests with faults around it."""
