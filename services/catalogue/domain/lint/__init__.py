"""What an editor should look at: faults a document may have although it can be read."""
