# shellcheck shell=bash disable=SC2034
# What is macOS's own, with launchd.
job_path=/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
job_language=en_US.UTF-8

# Ends the machine after so many seconds, rounded up to minutes; watchdog.sh sees to it as well.
limit_lifetime() {
  shutdown -h "+$((($1 + 59) / 60))"
}

# Leaves the metadata, which has the credentials of the machine's role, to root alone. The anchor is one that the rules of
# macOS look into.
hide_metadata() {
  echo "block return out quick proto { tcp, udp } from any to { 169.254.169.254, fd00:ec2::254 } user > 0" |
    pfctl -q -a com.apple/slipway -f - &&
    pfctl -q -E
}

# Runs a program as the job's user.
as_runner() {
  sudo -n -u runner -H \
    --preserve-env=PATH,LANG,ACTIONS_RUNNER_HOOK_JOB_STARTED,ACTIONS_RUNNER_INPUT_JITCONFIG -- "$@"
}

power_off() {
  shutdown -h now
}
