"""The embedded mailbox as pages, on one's own machine only."""
