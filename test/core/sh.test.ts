import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { lines, quote, type Shell, sh } from '../../src/core/sh.ts';

const shells = ['dash', 'bash', 'mksh', 'busybox sh'];

function runIn(shell: string, { text }: Shell): string {
  const [program = 'sh', ...args] = shell.split(' ');
  return execFileSync(program, [...args, '-c', text], { encoding: 'utf8' });
}

const hostile = fc.constantFrom(
  "'",
  '"',
  '$(id)',
  '`id`',
  '\\',
  '\n',
  '-n',
  '*',
  '!',
  '~',
  ' ',
  '\r',
  '\t',
  '%s',
);
const word = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.array(hostile).map((parts) => parts.join('')),
    fc.string(),
  )
  .filter((text) => !text.includes('\0'));

describe.each(shells)('in %s', (shell) => {
  it('gives back every text it quoted', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const printed = words.map((one) => sh`printf %s ${one}; printf '\0'`);
        expect(runIn(shell, lines(printed)).split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });

  it('makes separate words of a list', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(runIn(shell, sh`printf '%s\0' ${words}`).split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });
});

it('keeps the backslashes of its template and inserts other scripts as they are', () => {
  expect(sh`printf 'a\tb\0' | ${sh`tr '\0' '\n'`}`.text).toBe(String.raw`printf 'a\tb\0' | tr '\0' '\n'`);
});

it('leaves plain words unquoted, and quotes an empty one', () => {
  expect(sh`cp ${'/etc/hosts'} ${''} ${644}`.text).toBe("cp /etc/hosts '' 644");
});

it('refuses what no shell word can hold', () => {
  expect(() => quote('a\0b')).toThrow('NUL');
  expect(() => sh`echo ${'\uD800'}`).toThrow('lone surrogate');
  expect(() => sh`echo ${['ok', 'x\uDC00y']}`).toThrow('lone surrogate');
});

it('does not take a secret', () => {
  const secret = new Secret('s3cret');
  // @ts-expect-error What stands on a command line can be read by every user of the host.
  expect(() => sh`echo ${secret}`).toThrow();
});
