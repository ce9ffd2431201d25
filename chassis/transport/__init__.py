"""The port to the broker: what the relay and the journals need of it, and its adapters."""
