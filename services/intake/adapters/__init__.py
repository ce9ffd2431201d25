"""The ports of the application, made real: other services, asked over their published language."""
