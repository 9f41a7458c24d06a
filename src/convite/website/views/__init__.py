"""What is shown on the roof? The pages that join the rooms: home, territory, edition, search, desk, about."""
