"""Vector stores of n8n: documents are loaded, split, embedded and stored, and found again by a question."""
