"""What a fact is, and by which rule each indicator counts facts. Knows no wire, no table, no file."""
