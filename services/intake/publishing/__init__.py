"""What this service says aloud of what it stores: domain events in, public events out."""
