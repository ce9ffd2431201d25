"""What is asked of referrals and partners: tables behind facades, made from the log alone."""
