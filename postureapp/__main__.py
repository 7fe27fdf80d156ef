"""`python -m postureapp`."""

import sys

from postureapp.cli import main

sys.exit(main())
