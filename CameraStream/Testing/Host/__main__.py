"""``python -m Host``: the demo."""

import sys

from .Demo import main

sys.exit(main())
