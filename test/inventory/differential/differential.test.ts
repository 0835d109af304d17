import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../directory-of.ts';
import type { Case } from './case.ts';
import { generatedCases } from './generated-cases.ts';
import { ourAnswer } from './our-answer.ts';
import { hasAnsible, type ReferenceAnswer, referenceAnswers } from './reference-answers.ts';

interface Compared {
  readonly given: Case;
  readonly ours: unknown;
  readonly reference: ReferenceAnswer;
}

async function compared(cases: readonly Case[]): Promise<readonly Compared[]> {
  await using stack = new AsyncDisposableStack();
  const placed: { readonly given: Case; readonly directory: string }[] = [];
  for (const given of cases) {
    const { path } = stack.use(await directoryOf(given.files));
    const scripts = Object.entries(given.files).filter(([, text]) => text.startsWith('#!'));
    for (const [name] of scripts) await chmod(join(path, name), 0o755);
    placed.push({ given, directory: path });
  }
  const references = await referenceAnswers(placed);
  const results: Compared[] = [];
  for (const [index, { given, directory }] of placed.entries()) {
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

describe.runIf(hasAnsible)('the same inventory, read by Ansible and by us', () => {
  it('gives the same hosts, groups, order and variables, whatever is generated', {
    timeout: 60_000,
  }, async () => {
    for (const { given, ours, reference } of await compared(generatedCases(300, 20_261_124))) {
      expect(ours, `${given.title}: ${JSON.stringify(given, undefined, 1)}`).toEqual(answerOf(reference));
    }
  });
});
