"""The way home: what travels, by which option, and what became of it."""
