"""What can one ask of conversations? One file per thing spoken of: subjects, comments, tallies, notices, reports."""
