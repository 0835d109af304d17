import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConnectionError } from '../core/errors.ts';
import { type HostKeyVerdict, judgeHostKey } from './judge-host-key.ts';
import { keyType } from './key-type.ts';
import { type KnownHost, parseKnownHosts } from './known-hosts.ts';
import { knownHostsName, type ServerPlace } from './known-hosts-name.ts';

/** A known_hosts file: read again only when it has changed, and appended to by one host at a time. */
export class KnownHostsFile {
  readonly #path: string;
  #version = '';
  #entries: Promise<readonly KnownHost[]> = Promise.resolve([]);
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** What the file says now. A file that is not there says nothing. */
  async entries(): Promise<readonly KnownHost[]> {
    const version = await versionOf(this.#path);
    if (version !== this.#version) {
      this.#version = version;
      this.#entries = read(this.#path).then((text) => parseKnownHosts(text, this.#path));
    }
    return this.#entries;
  }

  /** Adds the key of a server that is not known yet; what it answers is what holds for the server afterwards. */
  learn(place: ServerPlace, key: Buffer): Promise<HostKeyVerdict> {
    const turn = this.#last.then(async () => {
      const text = await read(this.#path);
      const verdict = judgeHostKey(parseKnownHosts(text, this.#path), place, key);
      if (verdict !== 'unknown') return verdict;
      const line = `${knownHostsName(place)} ${keyType(key)} ${key.toString('base64')}\n`;
      await append(this.#path, text === '' || text.endsWith('\n') ? line : `\n${line}`);
      return 'known';
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}

async function append(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await using file = await open(path, 'a', 0o600);
    // One write to a file that was opened to append: other programs that add lines do not get in between.
    await file.write(line);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return absent(path, error);
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return absent(path, error);
  }
}

function absent(path: string, error: unknown): '' {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw unusable(path, error);
}

function unusable(path: string, cause: unknown): ConnectionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionError(`The known hosts file "${path}" cannot be used: ${why}`, {
    hint: 'Correct its permissions, or name another with drover_known_hosts_file.',
    cause,
  });
}
