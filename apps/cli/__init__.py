"""The command line: `somicis …`, for operators, partners, auditors and those who keep the stack running."""
