"""What makes the decisions of the core happen: the driver, the schedule of its deadlines, and the control channel.

Nothing here decides anything about sitting, and nothing here polls.
"""
