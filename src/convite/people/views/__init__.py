"""What is shown of accounts and of the team? One module per page; `accounts` is what allauth's pages ask of us."""
