"""What the product does: one module per use case, with the ports that it needs declared beside them."""
