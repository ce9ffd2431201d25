"""What the desk can be asked to do: each command loads one aggregate, asks it, and stores what it recorded."""
