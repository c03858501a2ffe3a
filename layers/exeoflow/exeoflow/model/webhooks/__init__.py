"""What there is to say of webhooks beside what they are: their rules, paths and further fields."""
