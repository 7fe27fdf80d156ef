"""The figure that shows a move: a person painted from a pose, from any side, at any size. It decides nothing."""
