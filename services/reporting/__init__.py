"""Reporting: counts what the other services said happened, and shows the events behind every number."""
