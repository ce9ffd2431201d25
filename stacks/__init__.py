"""Stacks: sets of processes that serve people together. The only code that knows several services."""
