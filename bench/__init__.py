"""Measurements beside their references; `make bench` prints them as tables."""
