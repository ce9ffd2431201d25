"""Intake: the desk, who comes to it, and what becomes of each case until it is closed."""
