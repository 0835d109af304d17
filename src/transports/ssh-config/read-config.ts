import { glob, readFile, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { configError } from './config-error.ts';
import { type ConfigLine, configLines } from './config-line.ts';
import { splitArguments } from './split-arguments.ts';

/** A line, and for an Include the lines of each file that it names. */
export interface ConfigNode extends ConfigLine {
  readonly included: readonly (readonly ConfigNode[])[];
}

export interface ConfigSource {
  readonly path: string;
  /** Where relative paths of its Include lines start. */
  readonly directory: string;
  /** It must be there: somebody named it. */
  readonly isNamed: boolean;
  /** Others must not be able to write to it. */
  readonly isGuarded: boolean;
}

const deepest = 16;

/** Reads an ssh_config file and all that it includes. A file that is not there, and need not be, says nothing. */
export function readConfig(source: ConfigSource): Promise<readonly ConfigNode[]> {
  return readAt(source, source.isNamed ? 'It was named with drover_ssh_config_file' : undefined, 0);
}

async function readAt(
  source: ConfigSource,
  namedBy: string | undefined,
  depth: number,
): Promise<readonly ConfigNode[]> {
  const { path } = source;
  const text = await textOf(source, namedBy);
  const nodes = configLines(text, path).map(async (line): Promise<ConfigNode> => {
    if (line.keyword !== 'include') return { ...line, included: [] };
    if (depth >= deepest) throw configError(line.at, 'Include goes too deep: does a file include itself?');
    const files = await includedBy(line, source.directory);
    const read = (file: string) =>
      readAt({ ...source, path: file, isNamed: false, isGuarded: true }, undefined, depth + 1);
    return { ...line, included: await Promise.all(files.map(read)) };
  });
  return Promise.all(nodes);
}

async function textOf({ path, isGuarded }: ConfigSource, namedBy: string | undefined): Promise<string> {
  try {
    if (isGuarded) await guard(path);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' && namedBy === undefined) return '';
    throw configError(
      path,
      `the ssh_config file cannot be read: ${error.message}`,
      `${namedBy ?? 'Correct its permissions'}.`,
    );
  }
}

/** As OpenSSH: who can write to the file decides where we go, and what is trusted. */
async function guard(path: string): Promise<void> {
  const { uid, mode } = await stat(path);
  const isOurs = uid === 0 || uid === userInfo().uid;
  if (isOurs && (mode & 0o022) === 0) return;
  throw configError(
    path,
    'others may write to this ssh_config file, so it is not believed',
    'Make it yours, with mode 0600.',
  );
}

async function includedBy({ rest, at }: ConfigLine, directory: string): Promise<readonly string[]> {
  const patterns = splitArguments(rest);
  if (patterns === undefined || patterns.length === 0) throw configError(at, 'Include names no file');
  const found = await Promise.all(patterns.map((pattern) => filesOf(pattern, directory)));
  return found.flat();
}

async function filesOf(pattern: string, directory: string): Promise<readonly string[]> {
  const home = pattern.replace(/^~(?=\/|$)/, () => homedir());
  const path = isAbsolute(home) ? home : join(directory, home);
  if (!/[*?[]/.test(path)) return [path];
  const files: string[] = [];
  for await (const file of glob(path)) files.push(file);
  return files.toSorted();
}
