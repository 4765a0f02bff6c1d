#!/bin/bash
# A machine of its own on this kernel, for one test: its own processes, disk, cgroups and network, in which the addresses of
# EC2's metadata and of AWS lead to services.ts. `machine.sh FOLDER FIRST...`: FIRST is what runs as process 1; the folder
# holds `image`, which is copied over the machine's disk. Runs within `unshare --mount --net --uts --ipc`.
set -euo pipefail
folder=$1
shift
disk=$folder/disk

mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir "$folder/cgroup" "$disk"
mount -t cgroup2 cgroup2 "$folder/cgroup"
group=$folder/cgroup/${folder##*/}
mkdir "$group"
remove_groups() {
  echo $$ >"$folder/cgroup/cgroup.procs"
  # The kernel takes a moment to see that a group's last process is gone.
  for _ in $(seq 100); do
    if find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; then break; fi
    sleep 0.05
  done
}
trap remove_groups EXIT
echo $$ >"$group/cgroup.procs"

# What the machine writes goes to a file system of its own; this one's it sees beneath.
mount -t tmpfs tmpfs "$disk"
mkdir "$disk/written" "$disk/work" "$disk/root"
root=$disk/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$disk/written,workdir=$disk/work" "$root"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs tmpfs "$root/dev"
for device in null zero random urandom tty; do cp -a "/dev/$device" "$root/dev/"; done
ln -s /proc/self/fd "$root/dev/fd"
rm -rf "$root/usr/lib/systemd/system" "$root/etc/systemd/system" "$root/opt/slipway" "$root/opt/actions-runner"
mkdir -p "$root/usr/lib/systemd/system" "$root/etc/systemd/system"
cp -a --remove-destination "$folder/image/." "$root/"
cat "$folder/certificate.pem" >>"$root/etc/ssl/certs/ca-certificates.crt"
echo "10.0.0.1 ssm.eu-central-1.amazonaws.com logs.eu-central-1.amazonaws.com" >>"$root/etc/hosts"

ip link set lo up
ip link add cloud0 type veth peer name eth0
ip address add 10.0.0.1/24 dev cloud0
ip address add 169.254.169.254/32 dev cloud0
ip -6 address add fd00:1::1/64 dev cloud0 nodad
ip -6 address add fd00:ec2::254/128 dev cloud0 nodad
ip link set cloud0 up
mkdir -p /run/netns
ip netns add machine
ip link set eth0 netns machine
ip -n machine link set lo up
ip -n machine address add 10.0.0.2/24 dev eth0
ip -n machine -6 address add fd00:1::2/64 dev eth0 nodad
ip -n machine link set eth0 up
ip -n machine route add default via 10.0.0.1
ip -n machine -6 route add default via fd00:1::1
# Ways back to the containers of the machine.
ip route add 172.17.0.0/24 via 10.0.0.2
ip -6 route add fd00:17::/64 via fd00:1::2

"${SLIPWAY_NODE:?}" "${SLIPWAY_SERVICES:?}" "$folder" &
services=$!
until [ -e "$folder/services-ready" ]; do
  kill -0 "$services"
  sleep 0.05
done

ended=0
# shellcheck disable=SC2016 # The inner shell is to expand them.
ip netns exec machine unshare --pid --fork --kill-child --mount --cgroup /bin/bash -c '
  root=$1
  shift
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  exec env -i container=slipway PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"
' first "$root" "$@" || ended=$?
kill "$services"
echo "$ended" >"$folder/ended"

# What is left on the disk of a machine that ended.
mkdir "$folder/left"
for part in opt/slipway var/log/slipway results; do
  if [ -e "$root/$part" ]; then (cd "$root" && cp -a --parents "$part" "$folder/left/"); fi
done
grep -rlF -f "$folder/secrets" "$disk/written" "$root/run" "$root/tmp" >"$folder/leaks" || true
