"""Whether the user who runs it reaches the metadata: exits 0 if so, 3 if not."""

import socket
import sys

for address in ("169.254.169.254", "fd00:ec2::254"):
    try:
        socket.create_connection((address, 80), timeout=2).close()
        sys.exit(0)
    except OSError:
        continue
sys.exit(3)
