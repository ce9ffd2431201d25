"""Referrals: what a desk sends a partner, what the partner answers, and by which day."""
