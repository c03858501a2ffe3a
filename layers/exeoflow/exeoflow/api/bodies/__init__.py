"""How bodies of requests are read: their JSON, small ones field by field, large ones by models."""
