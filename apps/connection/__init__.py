"""How a client finds a stack, says who it is, asks, and understands the answer."""
