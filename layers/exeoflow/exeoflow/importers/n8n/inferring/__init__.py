"""What n8n's operations are by the fields that they have, for those that are named otherwise."""
