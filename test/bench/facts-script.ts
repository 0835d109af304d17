/** A host's facts, each on a line `name=value`: what most playbooks ask of a fact module. */
export const factsScript = [
  'echo "kernel=$(uname -r)"; echo "machine=$(uname -m)"; echo "hostname=$(uname -n)"',
  '. /etc/os-release; echo "os=$ID $VERSION_ID"',
  'echo "processors=$(getconf _NPROCESSORS_ONLN)"',
  `awk '/^MemTotal|^SwapTotal/ {print $1 $2}' /proc/meminfo`,
  'echo "uptime=$(cut -d " " -f 1 /proc/uptime)"; echo "user=$(id -un) $(id -u)"; echo "date=$(date -u +%s)"',
  'df -Pk / | tail -n 1; ip -o address 2>/dev/null; ip route 2>/dev/null; cut -d " " -f 1-3 /proc/mounts',
].join('\n');
