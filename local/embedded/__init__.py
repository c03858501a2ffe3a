"""The stack on one machine without AWS: SQLite stores and an engine of its own behind the product's ports."""
