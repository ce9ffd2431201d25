"""Pages of docs/ that are made from the vocabulary and the measure files, so that they are never out of date."""
