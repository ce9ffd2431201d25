"""What this service does by itself when it hears something: send what a desk refers, let sendings expire."""
