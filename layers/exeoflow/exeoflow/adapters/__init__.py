"""The ports on AWS: technology + role, one class each. They translate the errors that they expect, once."""
