"""What reporting answers: sheets, and the evidence behind their numbers."""
