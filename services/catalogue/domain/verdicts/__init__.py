"""What the catalogue says of a profile and a measure on a day, and why."""
