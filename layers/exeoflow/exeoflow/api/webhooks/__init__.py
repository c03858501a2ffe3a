"""Webhooks: rows, bodies and answers of their endpoints, and the calls of others."""
