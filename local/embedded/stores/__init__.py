"""The stores of the product in one SQLite file, one module per port."""
