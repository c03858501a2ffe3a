"""What waits for what: which units exclude each other, and what runs beside what."""
