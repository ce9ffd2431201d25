"""The options by which whoever starts a stack says which one."""

import argparse

from stacks.kinds import EMBEDDED, KINDS, Kind


def ask_for_a_stack(parser: argparse.ArgumentParser) -> None:
    """Let the parser take --stack and --replicas."""
    parser.add_argument("--stack", choices=sorted(KINDS), default=EMBEDDED.name, help="which stack (%(default)s)")
    parser.add_argument(
        "--replicas", type=int, default=1, metavar="N", help="of every process of the production stack (%(default)s)"
    )


def asked_stack(said: argparse.Namespace) -> Kind:
    """The stack that was asked for."""
    return KINDS[said.stack](said.replicas)
