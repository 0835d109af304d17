import { fingerprint } from './fingerprint.ts';
import { hostKeyError } from './host-key-error.ts';
import { judgeHostKey } from './judge-host-key.ts';
import { KnownHostsFile } from './known-hosts-file.ts';
import { knownHostsMatching } from './known-hosts-matching.ts';
import { knownHostsName } from './known-hosts-name.ts';
import type { SshSettings } from './ssh-settings.ts';

/** What decides whether a server is the one that we mean. */
export interface HostKeyCheck {
  /** The types of keys that the server is known by: to be asked for first. */
  readonly knownTypes: readonly string[];
  /** Rejects with a ConnectionError when the key must not be accepted. */
  readonly verify: (key: Buffer) => Promise<void>;
}

/** Makes the checks of one transport; its hosts share what was read from their known_hosts files. */
export function hostKeyChecks(): (settings: SshSettings) => Promise<HostKeyCheck> {
  const files = new Map<string, KnownHostsFile>();
  const fileAt = (path: string) => {
    const file = files.get(path) ?? new KnownHostsFile(path);
    files.set(path, file);
    return file;
  };
  return async (settings) => {
    if (settings.hostKey !== undefined) return pinned(settings, settings.hostKey);
    const [own, ...others] = settings.knownHostsFiles.map(fileAt);
    return fromFiles(settings, own ?? fileAt(settings.knownHostsFiles[0]), others);
  };
}

function pinned(settings: SshSettings, hostKey: string): HostKeyCheck {
  const [first = '', base64] = hostKey.split(/\s+/);
  const isPinned = (key: Buffer) =>
    base64 === undefined
      ? fingerprint(key) === first.replace(/=$/, '')
      : key.equals(Buffer.from(base64, 'base64'));
  return {
    knownTypes: base64 === undefined ? [] : [first],
    verify: async (key) => {
      if (!isPinned(key)) throw hostKeyError('not-pinned', { settings, key, entries: [] });
    },
  };
}

async function fromFiles(
  settings: SshSettings,
  own: KnownHostsFile,
  others: readonly KnownHostsFile[],
): Promise<HostKeyCheck> {
  const all = async () => (await Promise.all([own, ...others].map((file) => file.entries()))).flat();
  const listed = knownHostsMatching(await all(), knownHostsName(settings));
  return {
    knownTypes: listed.filter((entry) => entry.marker === 'none').map((entry) => entry.type),
    verify: async (key) => {
      const entries = await all();
      const found = judgeHostKey(entries, settings, key);
      const isNew = found === 'unknown' && settings.hostKeyPolicy === 'accept-new';
      const verdict = isNew ? await own.learn(settings, key) : found;
      if (verdict !== 'known') throw hostKeyError(verdict, { settings, key, entries });
    },
  };
}
