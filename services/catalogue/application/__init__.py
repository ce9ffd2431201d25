"""What the catalogue can be asked to do, and how the files an editor writes come in."""
