"""What else gets each captured frame, shown or not."""
