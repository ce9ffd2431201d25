"""The catalogue's gRPC edge: translation, roles, statuses; no rule."""
