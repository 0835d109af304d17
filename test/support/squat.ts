/** A command by which another process takes the portal's port, until `systemctl stop squatter`. */
export const squat = `systemd-run --quiet --unit=squatter perl -MIO::Socket::INET -e \
  '@s = IO::Socket::INET->new(LocalPort => 57782, Listen => 1, ReuseAddr => 1) or die; sleep' &&
  tries=0; until ss -ltn | grep -q :57782 || [ $tries -gt 50 ]; do tries=$((tries + 1)); sleep 0.1; done`;
