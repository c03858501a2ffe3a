"""Language models: their services, what a request to one is made of, and how an answer is read."""
