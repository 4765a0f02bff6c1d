#!/bin/bash
# What launchd starts: where systemd has a unit that says what follows the boot program, this does.
set -uo pipefail
# shellcheck source=common.sh
. /opt/slipway/common.sh

if ! "$home/boot.sh"; then
  "$home/finish.sh" "the boot program failed"
elif [ "$after_job" = stay ]; then
  "$home/finish.sh" "the job is over; waiting for a fresh volume" stay
else
  "$home/finish.sh" "the job is over"
fi
