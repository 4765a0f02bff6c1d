# shellcheck shell=bash disable=SC2034
# What the programs of this machine share. The settings are written by the user data and hold no secret.
home=/opt/slipway
runner=/opt/actions-runner
logs=/var/log/slipway
state=/var/run/slipway
python=/usr/bin/python3

# No folder that anybody but root may write to.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

# shellcheck source=/dev/null
. "$home/settings"
: "${platform:?}" "${parameters:?}" "${log_group:?}" "${after_job:?}"
: "${log_seconds:?}" "${wait_seconds:?}" "${lifetime_seconds:?}"
case "$platform" in
  linux)
    # shellcheck source=linux.sh
    . "$home/linux.sh"
    ;;
  mac)
    # shellcheck source=mac.sh
    . "$home/mac.sh"
    ;;
esac

mkdir -p "$logs" "$state"
chmod 0700 "$logs"
chmod 0755 "$state"

# Says a line to the console and to the log that is shipped.
say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" | tee -a "$logs/boot.log" >&2
}

# Ends all that a job left running. As its own user, a program reaches all that is the user's and nothing else.
end_job() {
  [ "$(id -u runner 2>/dev/null || echo 0)" -ne 0 ] || return 0
  as_runner /bin/bash -c "kill -KILL -1" 2>/dev/null
}
