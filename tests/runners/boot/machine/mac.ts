/**
 * What stands in for the programs of macOS on a machine of this kernel, by path. `/results/mac` has what they were asked
 * for; where the power is to go off, the machine ends.
 */
export const macPrograms: Readonly<Record<string, string>> = {
  "/usr/sbin/shutdown": `#!/bin/bash
echo "shutdown $*" >>/results/mac
if [ "$2" = now ]; then touch /run/off; fi
`,
  // Blocks what the rule does, and nothing if the rule is another one.
  "/usr/sbin/pfctl": `#!/bin/bash
if [ "$*" = "-q -E" ]; then exit; fi
[ "$*" = "-q -a com.apple/slipway -f -" ] || exit 1
rule="block return out quick proto { tcp, udp } from any to { 169.254.169.254, fd00:ec2::254 } user > 0"
[ "$(cat)" = "$rule" ] || exit 1
ip rule add to 169.254.169.254 uidrange 1-4294967294 prohibit
ip -6 rule add to fd00:ec2::254 uidrange 1-4294967294 prohibit
`,
  // As sudo does, it hands on no variables but those that it is told to keep.
  "/usr/bin/sudo": `#!/bin/bash
case "$*" in
  "-n -l -U runner") echo "User runner is not allowed to run sudo on this machine." ;;
  "-n -u runner -H --preserve-env="*)
    keep=,\${5#*=},
    shift 6
    for name in $(compgen -e); do
      case "$keep" in *",$name,"*) ;; *) unset "$name" ;; esac
    done
    HOME=/home/runner exec setpriv --reuid=runner --regid=runner --init-groups -- "$@"
    ;;
  *) exit 1 ;;
esac
`,
  "/usr/sbin/sysctl": `#!/bin/bash
[ "$*" = "-n kern.boottime" ] || exit 1
echo "{ sec = $(cat /run/booted), usec = 123456 } Mon Nov 23 12:00:00 2026"
`,
  "/usr/bin/launchctl": `#!/bin/bash
case "$1" in
  bootstrap)
    [ "$2" = system ] || exit 1
    label=$(basename "$3" .plist)
    grep -A1 RunAtLoad "$3" | grep -q true || exit 0
    program=$(sed -n '/ProgramArguments/,/<\\/array>/s,.*<string>\\(.*\\)</string>,\\1,p' "$3")
    setsid "$program" >>/run/launchd.log 2>&1 &
    echo $! >"/run/$label.pid"
    ;;
  list)
    if kill -0 "$(cat "/run/$2.pid")"; then echo '  "PID" = 1;'; fi
    ;;
esac
`,
};

/** Process 1 of such a machine: its user data, then what a test does, until the power goes off or 30 s are over. */
export function macStart(then: string): Readonly<Record<string, string>> {
  return {
    "/first.sh": `#!/bin/bash
date +%s >/run/booted
bash /user-data
until_said() { for _ in $(seq 300); do if grep -q "$1" /results/mac /results/job 2>/dev/null; then break; fi; sleep 0.1; done; }
until_file() { for _ in $(seq 300); do if [ -e "$1" ]; then break; fi; sleep 0.1; done; }
${then}
until_file /run/off
`,
  };
}
