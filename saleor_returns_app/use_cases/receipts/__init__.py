"""Receipts: issued when money has come to rest, given out, checked."""
