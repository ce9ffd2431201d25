"""The command line: `somicis …`, for operators, partners, auditors and those who keep the stack running."""

import os

# grpc reads this while it is imported, and else writes lines for its own developers between ours.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
