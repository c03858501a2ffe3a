"""What can be called on a value, and what a date holds: a module for each kind of value."""
