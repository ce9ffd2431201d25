"""What the gRPC edge itself refuses, before a service is asked or while it streams."""

from collections.abc import Mapping

from grpc import StatusCode

from chassis.modelling import Refusal


class NoValidToken(Refusal):
    """The people's port was called without a token that can be relied on."""

    reason = "NO_VALID_TOKEN"
    message = "The call carries no valid token: {problem}. Send `authorization: Bearer <token>`."


class NoValidCertificate(Refusal):
    """The certificate is signed by the right authority and names no organisation, or several."""

    reason = "NO_VALID_CERTIFICATE"
    message = (
        "The certificate names {named} organisations. "
        "It must carry exactly one URI spiffe://somicis/org/<CODE> among its subject alternative names."
    )


class RoleMayNotCall(Refusal):
    """The table of roles does not let this role call this method."""

    reason = "ROLE_MAY_NOT_CALL"
    message = "The role {role} may not make this call. Ask as one of: {allowed}."


class MethodUnknown(Refusal):
    """No service of this process has the method."""

    reason = "METHOD_UNKNOWN"
    message = "There is no method {method} here. Reflection lists what there is."


class MalformedMessage(Refusal):
    """The bytes are no message of the type the method takes."""

    reason = "MALFORMED_MESSAGE"
    message = "What was sent is no {expected}. Use a client made from the published proto files."


class DeadlineExpired(Refusal):
    """The caller's deadline passed before the call was begun, so nothing was done."""

    reason = "DEADLINE_EXPIRED"
    message = "The deadline passed before the call was begun. Nothing was done. Allow more time."


class TooManyStreams(Refusal):
    """As many readers are being streamed to as there may be."""

    reason = "TOO_MANY_STREAMS"
    message = "{limit} streams are open, which is all there may be. Come back later."


class ShareOfStreamsTaken(Refusal):
    """One organisation is being streamed to as often as it may."""

    reason = "SHARE_OF_STREAMS_TAKEN"
    message = "{limit} streams are open for {organisation}, which is its share. Close one first."


class StreamTooOld(Refusal):
    """The stream has reached its maximum age."""

    reason = "STREAM_TOO_OLD"
    message = "The stream has lasted {seconds} seconds. Call again with the last cursor."


class ServerStopping(Refusal):
    """The process is about to end."""

    reason = "SERVER_STOPPING"
    message = "This server is stopping. Call again; a stream goes on from its last cursor."


STATUS: Mapping[type[Refusal], StatusCode] = {
    NoValidToken: StatusCode.UNAUTHENTICATED,
    NoValidCertificate: StatusCode.UNAUTHENTICATED,
    RoleMayNotCall: StatusCode.PERMISSION_DENIED,
    MethodUnknown: StatusCode.UNIMPLEMENTED,
    MalformedMessage: StatusCode.INVALID_ARGUMENT,
    DeadlineExpired: StatusCode.DEADLINE_EXCEEDED,
    TooManyStreams: StatusCode.RESOURCE_EXHAUSTED,
    ShareOfStreamsTaken: StatusCode.RESOURCE_EXHAUSTED,
    StreamTooOld: StatusCode.ABORTED,
    ServerStopping: StatusCode.UNAVAILABLE,
}
