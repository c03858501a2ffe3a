"""Credentials: secrets that nodes name by id, kept apart from workflows."""
