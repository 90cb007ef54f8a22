"""One of the staff in the portal as a customer: how it comes in, and how it leaves."""
