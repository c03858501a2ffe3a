"""API keys: rows, bodies and answers of their endpoints."""
