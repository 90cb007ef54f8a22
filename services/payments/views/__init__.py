"""What is stored as the messages that leave the service, by subject."""
