#!/bin/bash
# The life of this machine: it fetches the configuration of a runner, and runs that for one job. systemd or launchd starts
# it, and finish.sh after it, however it ended.
set -euo pipefail
# shellcheck source=common.sh
. /opt/slipway/common.sh

fail() {
  say "$1"
  exit 1
}

# Whoever is in one of these groups, or may use sudo, is root in all but name, and root reaches everything.
check_user() {
  local group
  id -u runner >/dev/null 2>&1 || fail "there is no user runner; make one in the image"
  [ "$(id -u runner)" -ne 0 ] || fail "the user runner is root; give it an id of its own in the image"
  for group in $(id -Gn runner); do
    case "$group" in
      root | wheel | sudo | admin | docker | lxd | incus | disk)
        fail "the user runner is in the group $group, by which a job is as good as root; take it out in the image"
        ;;
    esac
  done
  if command -v sudo >/dev/null && LC_ALL=C sudo -n -l -U runner 2>/dev/null | grep -q "may run"; then
    fail "the user runner may use sudo, by which a job is root; forbid it in the image"
  fi
}

check_image() {
  [ -x "$python" ] || fail "$python is missing; install it in the image"
  check_user
  [ -x "$runner/run.sh" ] || fail "there is no runner in $runner; install actions/runner in the image"
  as_runner test -w "$runner" || fail "the user runner can't write to $runner; make it the owner in the image"
}

check_metadata() {
  local answer=0
  hide_metadata || fail "the metadata can't be hidden from the job"
  as_runner "$python" -I "$home/reachable.py" || answer=$?
  # Anything but this one answer is as bad as an open door.
  [ "$answer" -eq 3 ] || fail "the job could reach the metadata (the probe answered $answer)"
}

# The configuration goes by the environment, which the runner clears: other users can read arguments.
run_job() (
  cd "$runner"
  export PATH="$job_path" LANG="$job_language" HOME=~runner USER=runner LOGNAME=runner
  export ACTIONS_RUNNER_HOOK_JOB_STARTED="$home/job-started.sh"
  ACTIONS_RUNNER_INPUT_JITCONFIG=$1 as_runner ./run.sh </dev/null >>"$logs/runner.log" 2>&1
)

say "this machine has $lifetime_seconds s to live"
limit_lifetime "$lifetime_seconds" || fail "its lifetime can't be limited"
check_image
check_metadata
"$python" -I "$home/watch.py" "$log_group" "$log_seconds" >>"$logs/boot.log" 2>&1 &
watching=$!
trap 'kill "$watching" 2>/dev/null || true' EXIT
say "waiting for a configuration"
configuration=$("$python" -I "$home/configuration.py" "$parameters" "$wait_seconds" "$state/allowed.json" \
  2>>"$logs/boot.log") || fail "it got no configuration"
say "the runner starts"
ended=0
run_job "$configuration" || ended=$?
say "the runner ended with $ended"
end_job || true
