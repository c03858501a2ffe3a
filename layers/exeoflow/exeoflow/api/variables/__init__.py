"""Variables: rows, bodies and answers of their endpoints."""
