import type { KnownHost } from './known-hosts.ts';
import { knownHostsMatching } from './known-hosts-matching.ts';
import { knownHostsName, type ServerPlace } from './known-hosts-name.ts';

/** `authority`: only a certificate authority vouches for the server, and it showed a plain key. */
export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked' | 'authority';

/**
 * What known_hosts says about the key that a server shows. A key of another type than those that are listed counts
 * as changed: a server keeps its keys, and an attacker could choose the type.
 */
export function judgeHostKey(
  entries: readonly KnownHost[],
  place: ServerPlace,
  key: Uint8Array,
): HostKeyVerdict {
  const here = knownHostsMatching(entries, knownHostsName(place));
  const onAnyPort = knownHostsMatching(entries, knownHostsName({ ...place, port: 22 }));
  const isKey = (entry: KnownHost) => entry.key.equals(key);
  if ([...here, ...onAnyPort].some((entry) => entry.marker === 'revoked' && isKey(entry))) return 'revoked';

  const listed = here.filter((entry) => entry.marker === 'none');
  if (listed.some(isKey)) return 'known';
  if (listed.length > 0) return 'changed';
  // As OpenSSH: a server on a port of its own may show the key that its host is known by.
  if (onAnyPort.some((entry) => entry.marker === 'none' && isKey(entry))) return 'known';
  return here.some((entry) => entry.marker === 'cert-authority') ? 'authority' : 'unknown';
}
