import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askBeforeTasks } from '../../../src/cli/run/ask-before-tasks.ts';
import { CancelledError } from '../../../src/core/errors.ts';
import { eventually } from '../../support/eventually.ts';

function asked() {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough({ encoding: 'utf8' });
  const drain = new AbortController();
  let said = '';
  output.on('data', (text: string) => (said += text));
  const { confirm } = askBeforeTasks({ input, output, drain: drain.signal });
  const ask = (name: string, host = 'h1') => confirm({ play: 'Web', host, id: name, name, within: [] });
  return { ask, drain, type: (text: string) => input.write(text), end: () => input.end(), said: () => said };
}

/** Types an answer once the question is there. */
async function answer(person: ReturnType<typeof asked>, name: string, text: string) {
  const given = person.ask(name);
  await eventually(() => expect(person.said()).toContain(`Web › ${name}: (n)o, (y)es, (c)ontinue? `));
  person.type(text);
  return given;
}

describe('asking before tasks', () => {
  it.each([
    ['y\n', 'yes'],
    ['Yes\n', 'yes'],
    ['n\n', 'no'],
    ['\n', 'no'],
    ['what?\ny\n', 'yes'],
  ] as const)('takes %j for %s', async (text, expected) => {
    expect(await answer(asked(), 'first', text)).toBe(expected);
  });

  it('asks once for all hosts', async () => {
    const person = asked();
    expect(await answer(person, 'first', 'n\n')).toBe('no');
    expect(await person.ask('first', 'h2')).toBe('no');
    expect(person.said().match(/first/g)).toHaveLength(1);
  });

  it('asks no more after (c)ontinue', async () => {
    const person = asked();
    expect(await answer(person, 'first', 'c\n')).toBe('yes');
    expect(await person.ask('second')).toBe('yes');
    expect(person.said()).not.toContain('second');
  });

  it('ends with the run, and with its input', async () => {
    const stopped = asked();
    const waiting = stopped.ask('first');
    stopped.drain.abort(new CancelledError('Cancelled by Ctrl-C'));
    await expect(waiting).rejects.toThrow('Cancelled by Ctrl-C');
    const left = asked();
    const alone = left.ask('first');
    left.end();
    await expect(alone).rejects.toThrow('Nobody answered');
  });
});
