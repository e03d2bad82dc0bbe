"""The words in every language, and how they are collected from the code (see `make words`)."""
