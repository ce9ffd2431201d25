"""The language in which a measure says what it asks: tests on facts, put together with all, any and not."""
