import { posix } from 'node:path';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type Answer, type Query, query } from '../core/query.ts';
import { findScript, mostBytes } from './find/find-script.ts';
import { type FindParams, findParams } from './find/params.ts';
import { parseStat, type StatEntry } from './shared/stat-entry.ts';

export interface FoundFile extends StatEntry {
  readonly path: string;
}

export interface FindState {
  /** What was found, sorted by path. */
  readonly files: readonly FoundFile[];
  readonly matched: number;
  /** What could not be looked at, in the words of the host. */
  readonly skipped: readonly string[];
}

/**
 * Files below directories, for later tasks: `state(task).files`. It changes nothing. Different from Ansible on purpose:
 * size counts for files alone, and more results than `limit` are a failure rather than cut off.
 */
export const find = defineModule({
  name: 'find',
  summary: 'Files below directories are known to later tasks, by name, kind, size, age and content.',
  example:
    "find('Which logs are old', { paths: ['/var/log'], patterns: ['*.log'], age: '2w', recurse: true })",
  params: findParams,
  verifies: true,
  desired: (given) => given,
  inspect: (given): Query<FindState> =>
    query(findScript(given), {
      reads: given.follow ? 'everything' : given.paths.map((path) => `file:${path}` as const),
      parse: (answer) => stateOf(answer, given),
    }),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

function stateOf({ stdout, stderr }: Answer, given: FindParams): FindState {
  if (stdout === 'pattern\n') {
    throw new RefusedError(`"${given.contains}" is no extended regular expression for grep of this host`);
  }
  if (Buffer.byteLength(stdout) >= mostBytes) throw tooMany('more than can be told at once', given);
  const [, now = '', listed = ''] = /^(\d*)\n([\s\S]*)$/.exec(stdout) ?? [];
  const files = foundIn(listed).filter((one) => isWanted(one, given, Number(now)));
  if (files.length > given.limit) throw tooMany(`${files.length} of them`, given);
  return {
    files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    matched: files.length,
    skipped: stderr.split('\n').filter((line) => line !== ''),
  };
}

function tooMany(many: string, { paths, limit }: FindParams): RefusedError {
  return new RefusedError(`Below ${paths.join(', ')} there are ${many}, and the limit is ${limit}`, {
    hint: 'Narrow patterns, age, size or depth, or raise limit.',
  });
}

/** Batches of lines of `stat`, a NUL, as many paths with a NUL after each, and a NUL. */
function foundIn(listed: string): readonly FoundFile[] {
  const parts = listed.split('\0');
  const found: FoundFile[] = [];
  let at = 0;
  while (at < parts.length - 1) {
    const entries = (parts[at] ?? '').trimEnd().split('\n');
    const paths = parts.slice(at + 1, at + 1 + entries.length);
    found.push(...entries.map((line, index) => ({ path: paths[index] ?? '', ...parseStat(line) })));
    at += entries.length + 2;
  }
  return found;
}

function isWanted(one: FoundFile, { patterns, excludes, age, ageStamp }: FindParams, now: number): boolean {
  const name = posix.basename(one.path);
  const expressions = patterns.filter((pattern) => pattern instanceof RegExp);
  const isNamed = expressions.length === 0 || expressions.some((pattern) => pattern.test(name));
  const isExcluded = excludes.some((pattern) => pattern instanceof RegExp && pattern.test(name));
  if (!isNamed || isExcluded) return false;
  if (age === undefined) return true;
  const old = now - one[ageStamp];
  return age.is === 'least' ? old >= age.value : old <= age.value;
}
