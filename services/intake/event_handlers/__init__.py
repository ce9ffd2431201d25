"""What the desk does when it hears what others did."""
