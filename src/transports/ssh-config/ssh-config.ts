import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ConfigNode, type ConfigSource, readConfig } from './read-config.ts';

/** The ssh_config files that are in force. Read again when one has changed and, when they include others, each time. */
export class SshConfig {
  readonly #sources: readonly ConfigSource[];
  #version: string | undefined;
  #files: Promise<readonly (readonly ConfigNode[])[]> = Promise.resolve([]);

  /** `path`: this file alone, `none`: none at all. Default: `~/.ssh/config`, then `/etc/ssh/ssh_config`. */
  constructor(path?: string) {
    this.#sources = sourcesOf(path);
  }

  /** What the files say now. Rejects with a DefinitionError that says where one cannot be read. */
  async files(): Promise<readonly (readonly ConfigNode[])[]> {
    const version = await versionOf(this.#sources);
    if (version !== this.#version) {
      this.#version = version;
      this.#files = Promise.all(this.#sources.map(readConfig));
    }
    const files = await this.#files;
    const includes = files.some((nodes) => nodes.some(({ keyword }) => keyword === 'include'));
    if (includes) this.#version = undefined;
    return files;
  }
}

function sourcesOf(path: string | undefined): readonly ConfigSource[] {
  const directory = join(homedir(), '.ssh');
  if (path === 'none') return [];
  if (path !== undefined) return [{ path, directory, isNamed: true, isGuarded: false }];
  return [
    { path: join(directory, 'config'), directory, isNamed: false, isGuarded: true },
    { path: '/etc/ssh/ssh_config', directory: '/etc/ssh', isNamed: false, isGuarded: false },
  ];
}

async function versionOf(sources: readonly ConfigSource[]): Promise<string> {
  const versions = sources.map(({ path }) =>
    stat(path).then(
      ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
      () => '',
    ),
  );
  return (await Promise.all(versions)).join('\n');
}
