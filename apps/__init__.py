"""People's doors: they speak gRPC and own nothing."""
