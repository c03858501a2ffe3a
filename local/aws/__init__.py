"""AWS on one machine: moto, mended where it differs, its resources from the template, its door."""
