"""The webhooks table: webhooks, who listens to which channel, and moves of triggers."""
