"""What may be known of a person, an enterprise and a project when measures are matched."""
