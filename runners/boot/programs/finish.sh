#!/bin/bash
# The end of this machine, however it comes about: nothing of a job runs on, the last lines are shipped, the power goes
# off. `finish.sh REASON stay` leaves out the last: a mac is given a fresh volume in place of another launch.
set -uo pipefail
# shellcheck source=common.sh
. /opt/slipway/common.sh

say "ending: ${1:-${SERVICE_RESULT:-unknown}, ${EXIT_CODE:-unknown} ${EXIT_STATUS:-}}"
end_job
"$python" -I "$home/watch.py" "$log_group" flush >>"$logs/boot.log" 2>&1
if [ "${2:-}" = stay ]; then
  touch "$state/stays"
else
  power_off
fi
