"""What stands on the papers people take home and on the pages they read: decided here, set in type elsewhere."""
