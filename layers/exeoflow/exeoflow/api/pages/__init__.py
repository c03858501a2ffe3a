"""The pages that the API shows to people: no script, nothing loaded from elsewhere."""
