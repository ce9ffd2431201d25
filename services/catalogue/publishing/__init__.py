"""What the catalogue says aloud of what it stores."""
