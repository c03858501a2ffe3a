"""Step Functions in virtual time: what a compiled machine does."""
