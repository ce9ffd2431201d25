"""How intake enters a process: its worker's duties, and its servicer. No process imports both."""
