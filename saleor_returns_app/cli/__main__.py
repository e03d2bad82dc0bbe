"""`python -m saleor_returns_app.cli`."""

from saleor_returns_app.cli import main

main()
