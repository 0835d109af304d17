import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { execCommand } from '../../../src/cli/commands/exec-command.ts';
import { factsCommand } from '../../../src/cli/commands/facts-command.ts';
import { inventoryCommand } from '../../../src/cli/inventory-command.ts';
import { runCommand } from '../../../src/cli/run-command.ts';
import { foreignFlags } from '../../../src/cli/usage/foreign-flags.ts';
import { ourSpellings } from '../../../src/cli/usage/our-spellings.ts';
import { hasAnsible } from '../../inventory/differential/reference-answers.ts';

/** The flags of one of Ansible's programs, those that are one together: `['-l', '--limit', '--subset']`. */
function flagsOf(program: string): readonly (readonly string[])[] {
  const help = execFileSync(`/usr/bin/${program}`, ['--help'], { encoding: 'utf8' });
  const heads = help.split('\n').flatMap((line) => /^ {2}(-.*?)(?: {2,}.*)?$/.exec(line)?.[1] ?? []);
  return heads.map((head) => head.split(', ').map((one) => one.split(' ')[0] ?? ''));
}

function optionOf(command: Command, flag: string) {
  const [ours] = ourSpellings([flag], command);
  return command.options.find(({ long, short }) => long === ours || short === ours);
}

const nobody = () => {};
const inventory = inventoryCommand().commands.find((command) => command.name() === 'list');

describe.runIf(hasAnsible)("each flag of Ansible's", () => {
  it.each([
    ['ansible-playbook', runCommand(nobody)],
    ['ansible', execCommand(nobody)],
    ['ansible-inventory', inventory],
  ])('%s is known, or an error that says what to use', (program, command) => {
    for (const names of flagsOf(program)) {
      if (names.some((name) => name === '--help' || name === '--version') || command === undefined) continue;
      const options = names.map((name) => optionOf(command, name));
      const isKnown = options.every((option) => option !== undefined);
      expect(isKnown || names.every((name) => foreignFlags.has(name)), names.join()).toBe(true);
      expect(new Set(options).size, `${names.join()} mean the same`).toBe(1);
    }
  });
});

describe("Ansible's other names", () => {
  const program = new Command();
  program.addCommand(runCommand(nobody)).addCommand(factsCommand(nobody));

  it('are ours before --, and the words of another program behind it', () => {
    const words = ['run', '--key-file=k', '--subset', 'web', '--', '--subset'];
    expect(ourSpellings(words, program)).toEqual([
      'run',
      '--private-key=k',
      '--limit',
      'web',
      '--',
      '--subset',
    ]);
  });

  it('leave a command the flags that it has', () => {
    expect(ourSpellings(['facts', '--subset', 'os'], program)).toEqual(['facts', '--subset', 'os']);
  });
});
