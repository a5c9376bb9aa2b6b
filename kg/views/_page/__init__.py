"""What the page shows, as plain records; nothing here knows how it is drawn or written."""
