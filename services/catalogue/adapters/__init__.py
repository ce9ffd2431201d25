"""How what the catalogue says becomes paper and pages."""
