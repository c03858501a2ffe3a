"""Files of n8n: made of fields and rows, read, and answered by services."""
