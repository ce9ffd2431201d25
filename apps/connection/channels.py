"""Opens a channel to a service as somebody: always TLS, always the stack's own certification authority."""

import grpc

from apps.connection.identity import Identity, Person
from apps.connection.stack_file import Doors, Stack

_OPTIONS = (
    # A process that hangs is left within seconds, by a stream too, which waits for news and not for an answer.
    ("grpc.keepalive_time_ms", 10_000),
    # What waits for the answer to a ping: gRPC documents keepalive_timeout_ms, and lets it wait a minute all the same.
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.http2.max_pings_without_data", 0),
    # One that comes back is found again within a second.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 1_000),
)


def open_channel(stack: Stack, address: str, identity: Identity) -> grpc.Channel:
    """A channel to a door of the stack; nothing connects before the first call.

    `address` is `host:port`, or those of several replicas with commas between: whichever answers is asked.
    """
    several = "," in address
    # Of several, gRPC does not take the name to look for in the certificate from the address.
    name = (("grpc.default_authority", address.partition(":")[0]),) if several else ()
    target = f"ipv4:{address}" if several else address
    return grpc.secure_channel(target, _credentials(stack, identity), (*_OPTIONS, *name))


def address_of(doors: Doors, identity: Identity) -> str:
    """The address of the door that `identity` may use, as `doors` has it."""
    return doors.people if isinstance(identity, Person) else doors.organisations


def _credentials(stack: Stack, identity: Identity) -> grpc.ChannelCredentials:
    authority = stack.ca.read_bytes()
    if isinstance(identity, Person):
        token = grpc.access_token_call_credentials(identity.token.read_text("utf-8").strip())
        return grpc.composite_channel_credentials(grpc.ssl_channel_credentials(authority), token)
    return grpc.ssl_channel_credentials(authority, identity.key.read_bytes(), identity.certificate.read_bytes())
