import { ConnectionError } from '../core/errors.ts';
import { fingerprint } from './fingerprint.ts';
import type { HostKeyVerdict } from './judge-host-key.ts';
import { keyType } from './key-type.ts';
import type { KnownHost } from './known-hosts.ts';
import { knownHostsMatching } from './known-hosts-matching.ts';
import { knownHostsName } from './known-hosts-name.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface ShownHostKey {
  readonly settings: SshSettings;
  readonly key: Buffer;
  readonly entries: readonly KnownHost[];
}

/** Why a server's key is not accepted, and what the operator can do. */
export function hostKeyError(
  verdict: Exclude<HostKeyVerdict, 'known'> | 'not-pinned',
  { settings, key, entries }: ShownHostKey,
): ConnectionError {
  const place = placeOf(settings);
  const shown = `${keyType(key)} ${fingerprint(key)}`;
  const [file] = settings.knownHostsFiles;
  const name = knownHostsName(settings);
  const listed = knownHostsMatching(entries, name).filter((entry) => entry.marker === 'none');
  switch (verdict) {
    case 'unknown':
      return new ConnectionError(`The host key of ${place} is not known: ${shown}`, {
        hint: `If that is the host's fingerprint, ${howToAdd(settings, file)}, or set drover_host_key; or let new hosts in with drover_host_key_policy: accept-new.`,
      });
    case 'changed':
      return new ConnectionError(
        `THE HOST KEY OF ${place} HAS CHANGED: it shows ${shown}, but known is ${listed
          .map((entry) => `${entry.type} ${fingerprint(entry.key)} (${entry.at})`)
          .join(', ')}. Somebody may be listening in between, or the host was installed anew`,
        { hint: `Find out which. Only if it was installed anew: "ssh-keygen -f ${file} -R '${name}'".` },
      );
    case 'revoked':
      return new ConnectionError(`The host key of ${place} is revoked: ${shown}`, {
        hint: 'Do not trust this server: somebody may hold a key that was given up. Give the host a new key.',
      });
    case 'authority':
      return new ConnectionError(
        `${place} is known by a certificate authority only (@cert-authority), and host certificates are not supported by this transport: it shows ${shown}`,
        {
          hint: `Connect with ansible_connection: openssh, which takes certificates; or add the host's own key: set drover_host_key, or add it to ${file}.`,
        },
      );
    case 'not-pinned':
      return new ConnectionError(
        `${place} shows another host key than the one that drover_host_key pins: ${shown}`,
        {
          hint: 'Find out why: somebody may be listening in between. Only if the host was installed anew, change drover_host_key.',
        },
      );
  }
}

/** ssh-keyscan reaches it only directly, and by its own name. */
function howToAdd(settings: SshSettings, file: string): string {
  const { address, port, hostKeyAlias, via, proxyCommand } = settings;
  if (hostKeyAlias === undefined && via === undefined && proxyCommand === undefined) {
    return `run "ssh-keyscan -p ${port} ${address} >> ${file}"`;
  }
  return `add it to ${file} under the name ${knownHostsName(settings)}`;
}
