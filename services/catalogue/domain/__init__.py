"""What a measure is, which of its editions applies on a day, and what is left to verify about it."""
