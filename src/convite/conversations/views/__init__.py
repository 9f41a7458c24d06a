"""What is shown of the conversation? One file per thing: comments, taking part, notices, reports."""
