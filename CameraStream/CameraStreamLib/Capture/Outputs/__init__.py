"""Further receivers of each captured frame, shown or not."""
