"""The windows. Each shows what it is given and tells what the person did; none decides anything."""
