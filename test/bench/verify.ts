import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Contender } from './contenders/contender.ts';
import type { Job, Target } from './job.ts';
import type { Measured } from './measure.ts';
import { renderedText, templatePath } from './template-text.ts';

/** Why the work was not done, or undefined when all of it was. */
export async function failureOf(who: Contender, job: Job, said: Measured): Promise<string | undefined> {
  if (said.code !== 0) return `ended with exit code ${said.code}: ${lastLines(said)}`;
  const done = who.hostsDone(said, job);
  if (done !== job.targets.length) {
    return `was done on ${done} of ${job.targets.length} hosts: ${lastLines(said)}`;
  }
  const wrong = await Promise.all(job.targets.map((target) => wrongOn(target, job)));
  return wrong.find((one) => one !== undefined);
}

/** What changes when a file is replaced. */
export async function identities({ work, targets }: Job): Promise<string> {
  if (work.is !== 'templates') return '';
  const paths = targets.flatMap((target) => pathsOn(target, work.count));
  const stats = await Promise.all(paths.map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return stats.map((one) => `${one?.ino}/${one?.mtimeNs}`).join(' ');
}

async function wrongOn(target: Target, { work, source }: Job): Promise<string | undefined> {
  const { name, directory } = target;
  if (work.is === 'templates') {
    const texts = await Promise.all(pathsOn(target, work.count).map(textOf));
    const at = texts.findIndex((text, index) => text !== renderedText(name, index));
    return at < 0 ? undefined : `file ${at} of ${name} is not as it should be`;
  }
  if (work.is === 'upload' && (await digest(source)) !== (await digest(`${directory}/upload`))) {
    return `the file on ${name} is another one`;
  }
  return undefined;
}

function pathsOn({ directory }: Target, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => templatePath(directory, index));
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

async function digest(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return createHash('sha256').update(bytes).digest('hex');
}

function lastLines({ stdout, stderr }: Measured): string {
  return `${stdout}\n${stderr}`.trim().split('\n').slice(-4).join(' | ').slice(0, 400);
}
