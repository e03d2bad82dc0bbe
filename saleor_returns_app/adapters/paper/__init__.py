"""What is drawn on paper: the typefaces and codes that labels and receipts share."""
