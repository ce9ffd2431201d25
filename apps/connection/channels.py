"""Opens a channel to a service as somebody: always TLS, always the stack's own certification authority."""

import grpc

from apps.connection.identity import Identity, Person
from apps.connection.stack_file import Doors, Stack


def open_channel(stack: Stack, address: str, identity: Identity) -> grpc.Channel:
    """A channel to one of the stack's addresses, `host:port`; nothing connects before the first call."""
    return grpc.secure_channel(address, _credentials(stack, identity))


def address_of(doors: Doors, identity: Identity) -> str:
    """The address of the door that `identity` may use, `host:port`."""
    return doors.people if isinstance(identity, Person) else doors.organisations


def _credentials(stack: Stack, identity: Identity) -> grpc.ChannelCredentials:
    authority = stack.ca.read_bytes()
    if isinstance(identity, Person):
        token = grpc.access_token_call_credentials(identity.token.read_text("utf-8").strip())
        return grpc.composite_channel_credentials(grpc.ssl_channel_credentials(authority), token)
    return grpc.ssl_channel_credentials(authority, identity.key.read_bytes(), identity.certificate.read_bytes())
