"""The event store of a service: one log, one table of streams, one table of requests."""
