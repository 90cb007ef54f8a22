"""Mails that were written, sent or not."""
