import { ConnectionError } from '../core/errors.ts';
import { quote } from '../core/sh.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshPlace } from './openssh-place.ts';

/** Why `ssh` did not accept the server's key, and what the operator can do. Undefined: that was not the reason. */
export function opensshHostKeyFailure(
  settings: ConnectionSettings,
  printed: string,
): ConnectionError | undefined {
  const place = opensshPlace(settings);
  if (/REVOKED HOST KEY|marked as revoked|revoked host key/i.test(printed)) {
    return new ConnectionError(`The host key of ${place} is revoked`, {
      hint: 'Do not trust this server: somebody may hold a key that was given up. Give the host a new key.',
    });
  }
  // A way over a bastion is an ssh of its own, with words of its own: the pinned key is not the bastion's.
  if (settings.hostKey !== undefined && /drover-pinned/.test(printed)) {
    return new ConnectionError(
      `${place} shows another host key than the one that drover_host_key pins${shown(printed)}`,
      {
        hint: 'Find out why: somebody may be listening in between. Only if the host was installed anew, change drover_host_key.',
      },
    );
  }
  if (/HOST IDENTIFICATION HAS CHANGED/i.test(printed)) return changed(place, printed);
  if (/host key is known for|Host key verification failed/i.test(printed)) {
    return unknown(settings, place, printed);
  }
  return undefined;
}

function changed(place: string, printed: string): ConnectionError {
  const [, name = 'HOST'] = /Host key for (\S+) has changed/.exec(printed) ?? [];
  const [, file = '~/.ssh/known_hosts', line] = /Offending .*key in (.+?):(\d+)\s*$/m.exec(printed) ?? [];
  const at = line === undefined ? '' : ` (${file}:${line})`;
  return new ConnectionError(
    `THE HOST KEY OF ${place} HAS CHANGED${shown(printed)}, but another is known${at}. Somebody may be listening in between, or the host was installed anew`,
    {
      hint: `Find out which. Only if it was installed anew: "ssh-keygen -f ${word(file)} -R '${name}'".`,
    },
  );
}

/** ssh's own words name the host by the name that it looked for, whatever its configuration made of ours. */
function unknown(
  { address, port = 22, knownHostsFile }: ConnectionSettings,
  place: string,
  printed: string,
): ConnectionError {
  const [said = 'Host key verification failed'] =
    /No \S+ host key is known for .*?(?= and |\.|$)/m.exec(printed) ?? [];
  const named = /known for (?:\[([^\]]+)\]:(\d+)|(\S+)) and/.exec(printed);
  const host = named?.[1] ?? named?.[3] ?? address;
  const file = word(knownHostsFile ?? '~/.ssh/known_hosts');
  return new ConnectionError(`The host key of ${place} is not known to ssh: ${said}`, {
    hint: `Run "ssh-keyscan -p ${named?.[2] ?? port} ${host} >> ${file}" and compare the fingerprint, or set drover_host_key; or let new hosts in with drover_host_key_policy: accept-new.`,
  });
}

function shown(printed: string): string {
  const [, type, print] =
    /fingerprint for the (\S+) key sent by the remote host is\s+(SHA256:[\w+/]+)/.exec(printed) ?? [];
  return type === undefined ? '' : `: it shows ${type} ${print}`;
}

function word(path: string): string {
  return path.startsWith('~/') ? path : quote(path);
}
