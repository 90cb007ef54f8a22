"""The words of tickets and mails: short and plain. No markup, no decisions."""
