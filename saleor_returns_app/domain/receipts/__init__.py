"""Receipts of settlements: what was returned, how the money was reckoned, how it was given, signed."""
