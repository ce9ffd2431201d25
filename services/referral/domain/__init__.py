"""What a referral and a partner organisation are and what they refuse. Knows no wire and no table."""
