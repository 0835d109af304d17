import { Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../core/errors.ts';
import { exitCodeOf } from '../core/exit-code.ts';
import type { Reporter } from '../core/reporter.ts';
import { Secret } from '../core/secret.ts';
import { jsonlReporter } from '../reporters/jsonl-reporter.ts';
import { reporterFor } from '../reporters/reporter-for.ts';
import { run } from '../run.ts';
import { extraVars } from './extra-vars.ts';
import { interrupts } from './interrupts.ts';
import { answerToOurName, loadPlaybook } from './load-playbook.ts';
import { readSecret } from './read-secret.ts';

interface RunFlags {
  readonly inventory: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly limit?: string;
  readonly extraVars: readonly string[];
  readonly forks: number;
  readonly askBecomePass: boolean;
  readonly json: boolean;
}

/** `drover run PLAYBOOK -i INVENTORY`. */
export function runCommand(onCode: (code: number) => void): Command {
  return new Command('run')
    .description('Runs a playbook on the hosts of an inventory')
    .argument('<playbook>', 'a TypeScript or JavaScript file that exports plays, or secure-portal')
    .option('-i, --inventory <source>', 'directory, file or "host1,host2"; repeatable', collect, [])
    .option('-C, --check', 'only say what would change', false)
    .option('-D, --diff', 'show changed text line by line', false)
    .option('-t, --tags <tags>', 'only tasks with one of these tags', split, [])
    .option('--skip-tags <tags>', 'leave out tasks with one of these tags', split, [])
    .option('-l, --limit <pattern>', 'only these of the hosts')
    .option('-e, --extra-vars <vars>', 'key=value, JSON or @file; over all other variables', collect, [])
    .option('-f, --forks <number>', 'hosts at a time', wholeNumber, 20)
    .option('-K, --ask-become-pass', 'ask for the sudo password before the run', false)
    .option('--json', 'print one event per line as JSON on standard output', false)
    .action(async (playbook: string, flags: RunFlags) => onCode(await runPlaybook(playbook, flags)));
}

async function runPlaybook(playbook: string, flags: RunFlags): Promise<number> {
  const { check, diff, json, inventory, tags, skipTags, limit, forks } = flags;
  if (inventory.length === 0) throw new UsageError('No inventory: name one with -i');
  answerToOurName();
  const { plays, directory } = await loadPlaybook(playbook);
  const given = await extraVars(flags.extraVars);
  const password = flags.askBecomePass
    ? { ansible_become_password: new Secret(await readSecret('sudo password: ')) }
    : {};
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const result = await run(plays, {
    inventory,
    extraVars: { ...given, ...password },
    check,
    tags,
    skipTags,
    ...(limit === undefined ? {} : { limit }),
    concurrency: forks,
    directory,
    drain: stop.drain,
    signal: stop.signal,
    reporters: [reporter(json, diff)],
  });
  for (const { message } of result.reporterErrors) process.stderr.write(`A reporter failed: ${message}\n`);
  return exitCodeOf(result);
}

function reporter(json: boolean, diff: boolean): Reporter {
  if (json) return jsonlReporter({ write: (text) => process.stdout.write(text) });
  return reporterFor({ stream: process.stdout, diff });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function split(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').filter((tag) => tag !== '')];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
