import type { Check } from './checks.ts';
import type { ModuleCase } from './module-case.ts';
import type { World } from './world.ts';

interface TableOptions {
  readonly cases: readonly ModuleCase[];
  readonly checks: readonly Check[];
  readonly worlds: readonly World[];
  readonly cellOf: (one: ModuleCase, check: Check) => string;
}

/** What every module was seen to do, as Markdown. */
export function contractTable({ cases, checks, worlds, cellOf }: TableOptions): string {
  const heading = ['module', ...checks.map(({ title }) => title)];
  const rows = cases.map((one) => [`\`${one.module}\``, ...checks.map((check) => cellOf(one, check))]);
  const lines = [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const claims = checks.map(({ title, claim }) => `- **${title}**: it ${claim}.`);
  const where = worlds.map(({ name }) => name).join(', ');
  const notes = cases.flatMap(({ module, needsRoot, slow }) => [
    ...(needsRoot === undefined ? [] : [`- \`${module}\` is tried as root only: ${needsRoot}.`]),
    ...(slow === undefined ? [] : [`- \`${module}\` is tried on the first system only: ${slow}.`]),
  ]);
  return [
    '# What every module was seen to do',
    'Written by the tests; a cell says on how many systems a claim was seen to hold, or why it does not apply.',
    `Systems: ${where}.`,
    claims.join('\n'),
    lines.join('\n'),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    '',
  ].join('\n\n');
}
