#!/bin/bash
# launchd runs it each half minute: a mac whose lifetime is over, or whose boot program was killed, ends.
set -uo pipefail
# shellcheck source=common.sh
. /opt/slipway/common.sh

# { sec = 1795500000, usec = 0 } Mon Nov 23 ...
booted=$(sysctl -n kern.boottime | sed 's/^{ sec = \([0-9]*\).*/\1/')
if [ $(($(date +%s) - booted)) -ge "$lifetime_seconds" ]; then
  "$home/finish.sh" "its lifetime is over"
elif [ ! -e "$state/stays" ] && ! launchctl list slipway.runner | grep -q '"PID"'; then
  "$home/finish.sh" "the boot program was killed"
fi
