"""How a request goes out and its answer comes in: checked addresses, connections, redirects, time."""
