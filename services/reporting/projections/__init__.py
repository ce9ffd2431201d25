"""What was said by others, kept so that a period or a person can be counted without reading a journal."""
