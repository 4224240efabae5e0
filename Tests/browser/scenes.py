"""Every page in every state that a person can come to, each made anew in a browser of its own.

To add one, write it into the file of its page: pictures of it and the long test of test_access.py follow.
"""

import scenes_admin  # noqa: F401
import scenes_people  # noqa: F401
import scenes_posts  # noqa: F401
import scenes_talk  # noqa: F401
from stage import SCENES, Scene, Stage

__all__ = ["SCENES", "Scene", "Stage"]
