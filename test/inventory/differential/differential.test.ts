import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { droverIn } from '../../cli/commands/drover-in.ts';
import { directoryOf } from '../directory-of.ts';
import type { Case } from './case.ts';
import { generatedCases } from './generated-cases.ts';
import { handmadeCases, refusedCases } from './handmade-cases.ts';
import { ourAnswer } from './our-answer.ts';
import { hasAnsible, type ReferenceAnswer, referenceAnswers } from './reference-answers.ts';

interface Compared {
  readonly given: Case;
  readonly ours: unknown;
  readonly reference: ReferenceAnswer;
}

async function compared(cases: readonly Case[]): Promise<readonly Compared[]> {
  await using stack = new AsyncDisposableStack();
  const places: { readonly given: Case; readonly directory: string }[] = [];
  for (const given of cases) {
    const { path } = stack.use(await placed(given));
    places.push({ given, directory: path });
  }
  const references = await referenceAnswers(places);
  const results: Compared[] = [];
  for (const [index, { given, directory }] of places.entries()) {
    const ours = await ourAnswer(given, directory).catch((error: unknown) => String(error));
    const reference = references[index];
    if (reference !== undefined) results.push({ given, ours, reference });
  }
  return results;
}

/** The reference without what only it says. */
function answerOf(reference: ReferenceAnswer): unknown {
  if ('error' in reference) return reference;
  const { warnings: _, patterns, ...rest } = reference;
  return { ...rest, patterns: patterns.map((hosts) => ('error' in hosts ? undefined : hosts)) };
}

interface Placed extends AsyncDisposable {
  readonly path: string;
}

async function placed({ files }: Case): Promise<Placed> {
  const directory = await directoryOf(files);
  const scripts = Object.entries(files).filter(([, text]) => text.startsWith('#!'));
  for (const [name] of scripts) await chmod(join(directory.path, name), 0o755);
  return directory;
}

describe.runIf(hasAnsible)('the same inventory, read by Ansible and by us', () => {
  it('gives the same hosts, groups, order and variables, whatever is generated', {
    timeout: 120_000,
  }, async () => {
    for (const { given, ours, reference } of await compared(generatedCases(300, 20_261_124))) {
      expect(ours, `${given.title}: ${JSON.stringify(given, undefined, 1)}`).toEqual(answerOf(reference));
    }
  });

  it('gives the same for inventories as people write them', { timeout: 120_000 }, async () => {
    for (const { given, ours, reference } of await compared(handmadeCases)) {
      expect(ours, given.title).toEqual(answerOf(reference));
    }
  });

  it('is refused by us where Ansible leaves it out with a warning', { timeout: 120_000 }, async () => {
    for (const { given, ours, reference } of await compared(refusedCases)) {
      expect(reference.warnings.join(), given.title).toContain('Unable to parse');
      expect(ours, given.title).toMatch(/^DefinitionError: hosts:\d+: /);
    }
  });

  it('is printed as the programs of Ansible print it', { timeout: 120_000 }, async () => {
    const plain = handmadeCases.filter(
      ({ extraVars, vaults }) => extraVars === undefined && vaults === undefined,
    );
    for (const given of plain.filter((_, index) => index % 3 === 0)) {
      await using directory = await placed(given);
      const words = given.sources.flatMap((source) => ['-i', source]);
      const beside = given.playbookDirectory === undefined ? [] : ['--playbook-dir', given.playbookDirectory];
      const reference = await asked('ansible-inventory', [...words, ...beside, '--list'], directory.path);
      const list = ['inventory', 'list', ...words, ...beside, '--format', 'ansible'];
      expect(await droverIn(directory.path, ...list), given.title).toBe(reference);
      const graph = await asked('ansible-inventory', [...words, '--graph'], directory.path);
      expect(await droverIn(directory.path, 'inventory', 'graph', ...words), given.title).toBe(graph);
    }
  });

  it('gives the programs the same hosts, with a limit too', { timeout: 120_000 }, async () => {
    const given = handmadeCases.find(({ title }) => title === 'limits') ?? {
      title: '',
      files: {},
      sources: [],
    };
    await using directory = await placed(given);
    for (const limit of ['web[1:3]', '@failed.retry', 'db:@failed.retry']) {
      const words = ['prod:!web05', '-i', 'hosts', '-l', limit, '--list-hosts'];
      const reference = await asked('ansible', words, directory.path);
      const names = (await droverIn(directory.path, 'exec', ...words)).trim().split('\n');
      expect(`  hosts (${names.length}):\n${names.map((name) => `    ${name}\n`).join('')}`).toBe(reference);
    }
  });
});

async function asked(program: string, words: readonly string[], cwd: string): Promise<string> {
  return (await promisify(execFile)(`/usr/bin/${program}`, [...words], { cwd })).stdout;
}
