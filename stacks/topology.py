"""Who hears whom: the one place from which every exchange and queue is declared, by whichever process comes first."""

from chassis.transport.topology import Topology

TOPOLOGY = Topology(
    {
        "catalogue": (),
        "intake": ("referral",),
        "referral": ("intake",),
        "reporting": ("intake", "referral"),
    }
)
"""What each service's composition says it hears, gathered so that no process loads the code of the others."""
