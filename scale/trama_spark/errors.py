class ScaleError(Exception):
    """What ends the job: a message for people, which names what and where."""
