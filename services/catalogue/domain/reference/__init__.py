"""The lists facts and rules are read by: comuni, countries, residence titles, legal forms, ATECO codes."""
