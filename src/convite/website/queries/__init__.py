"""What do the roof's pages ask of the rooms below? One module per page."""
