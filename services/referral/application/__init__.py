"""What may be asked of referrals and partners, and who may ask it of which."""
