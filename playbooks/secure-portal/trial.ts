import { type Shell, sh } from 'drover';

export interface Trial {
  /** The tree of the server; a staged one does not find its libraries by itself. */
  readonly tree: string;
  readonly conf: Shell;
  readonly certificate: string;
  readonly key: string;
  /** More words for the test of its syntax. */
  readonly words: readonly string[];
}

/**
 * Tests a configuration, certificate and key together, beside whatever runs: their syntax, and then a start on loopback
 * that has to show this very certificate. `-t` alone finds neither a key that is another's nor one that cannot be read.
 */
export function trial({ tree, conf, certificate, key, words }: Trial): Shell {
  const program = sh`${`${tree}/bin/httpd`} -d ${tree} -f ${conf} -C ${`Define portal_certificate "${certificate}"`} -C ${`Define portal_key "${key}"`}`;
  return sh`( export LD_LIBRARY_PATH=${`${tree}/lib`}
${program} -t ${words} || exit
t=$(mktemp -d) || exit
pid=
finish() { [ -z "$pid" ] || { kill "$pid"; wait "$pid"; } 2>/dev/null; rm -rf -- "$t"; }
trap finish EXIT; trap 'exit 129' HUP INT TERM
own=$(openssl x509 -in ${certificate} -noout -fingerprint -sha256) || exit
shown=
for try in 1 2 3 4 5; do
  port=$((20000 + ($$ + try * 4093) % 12000))
  ${program} -X -D trial -C "Define trial_port $port" -C "Define trial_directory $t" </dev/null >"$t/said" 2>&1 &
  pid=$!
  left=100
  while kill -0 "$pid" 2>/dev/null && [ "$left" -gt 0 ]; do
    shown=$(openssl s_client -connect "127.0.0.1:$port" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 2>/dev/null)
    [ -z "$shown" ] || break 2
    left=$((left - 1)); sleep 0.1
  done
  grep -q 'Address already in use' "$t"/said "$t"/error.log 2>/dev/null || break
done
if [ "$shown" != "$own" ]; then
  echo "A trial start of the server with this configuration, certificate and key failed." >&2
  cat "$t"/said "$t"/error.log 2>/dev/null | tail -n 10 >&2
  exit 1
fi )`;
}
