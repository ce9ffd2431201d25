"""Read models of the catalogue."""
