"""Requests of HTTP Request: what is sent, what is made of the answer, and page after page."""
