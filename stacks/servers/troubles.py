"""What can be wrong with servers, each said so that whoever started the stack knows what to do."""


class ServerTrouble(Exception):
    """Something that keeps a stack's servers from working; the message is for people."""


class NotInstalled(ServerTrouble):
    """A server is neither installed nor named."""

    def __init__(self, what: str, variable: str) -> None:
        super().__init__(
            f"There is no {what} on this machine. `make servers` installs it on Debian; elsewhere install it with what "
            f"your system offers, or set {variable} to the address of one that runs."
        )


class NotOurs(ServerTrouble):
    """What stands where a server is to live was made by somebody else, or is gone."""


class NotPrepared(ServerTrouble):
    """A folder is asked for servers it does not know of."""


class ServerFailed(ServerTrouble):
    """A server, or a program of its, did not do what it was told; the message has what it said."""
