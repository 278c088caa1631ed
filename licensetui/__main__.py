"""`python -m licensetui` is the same as `licensetui`."""

import sys

from licensetui.cli import main

sys.exit(main())
