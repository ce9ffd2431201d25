"""Measures as spreadsheets, for editors who write no YAML; nothing here knows what a measure is made of."""
