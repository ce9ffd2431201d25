"""Papers about the published language that are made from it: what is said, by whom, and how it travels."""
