"""What a desk, a contact and a case are and what they may refuse. Knows no wire, no broker, no table."""
