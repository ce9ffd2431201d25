"""One real case, from the desk to the indicator sheet, played through the front doors only."""
