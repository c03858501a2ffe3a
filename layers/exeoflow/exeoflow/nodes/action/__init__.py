"""The nodes that do something outside: they call services, send messages, run code."""
