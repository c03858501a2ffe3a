"""n8n: its exports become workflows that mean the same, and a report that says where they do not."""
