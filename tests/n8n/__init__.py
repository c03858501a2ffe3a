"""Cases of meaning: real exports and what n8n's own engine gave for them, run here."""
