"""What the desk asks of its own past: tables made from events, hidden behind the questions they answer."""
