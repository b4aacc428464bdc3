"""What is kept, and its end: `/focus privacy`, `/focus delete`, and the daily chores that keep the promises."""
