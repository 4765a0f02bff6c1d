# shellcheck shell=bash disable=SC2034,SC2154
# What is Linux's own: Amazon Linux 2023 and Ubuntu 24.04, with systemd.
job_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
job_language=C.UTF-8

# Ends the machine after so many seconds, whatever becomes of the program that asks for it.
limit_lifetime() {
  systemctl is-active --quiet slipway-lifetime.timer ||
    systemd-run --quiet --unit=slipway-lifetime --on-active="$1" --timer-property=AccuracySec=1s \
      "$home/finish.sh" "its lifetime is over"
}

# Leaves the metadata, which has the credentials of the machine's role, to root alone. Rules of routing rather than of a
# firewall: they need no package, apply to forwarded packets of containers as well, and no firewall's reload takes them
# away. systemd-networkd would, but for those of the protocol "kernel".
hide_metadata() {
  hide_address -4 169.254.169.254/32 || return
  # Without IPv6 there is no such address either.
  if [ -e /proc/net/if_inet6 ]; then hide_address -6 fd00:ec2::254/128 || return; fi
}

hide_address() {
  ip "$1" rule add priority 10 to "$2" iif lo uidrange 0-0 lookup main protocol kernel &&
    ip "$1" rule add priority 11 to "$2" prohibit protocol kernel
}

# Runs a program as the job's user, who can't become another one by sudo or the like.
as_runner() {
  setpriv --reuid=runner --regid=runner --init-groups --no-new-privs -- "$@"
}

power_off() {
  systemctl --force poweroff
  # Where the first process of the system hangs, the kernel is asked.
  sleep 10
  systemctl --force --force poweroff
}
