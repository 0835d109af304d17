import { on } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CancelledError, UsageError } from '../../core/errors.ts';
import type { TaskPlace } from '../../core/event.ts';
import { printable } from '../../reporters/printable.ts';

export interface Asking {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  /** Aborted: nobody is asked any more. */
  readonly drain: AbortSignal;
}

/** Whether a task is carried out, as a person says. Disposing lets go of the terminal. */
export interface Asker extends Disposable {
  readonly confirm: (place: TaskPlace) => Promise<'yes' | 'no'>;
}

type Letter = 'y' | 'n' | 'c';

/**
 * Asks a person before every task, once for all hosts that have it: (y)es, (n)o, (c)ontinue with all that come.
 * Throws a UsageError where nobody could answer.
 */
export function askBeforeTasks(asking: Asking): Asker {
  if (asking.input.isTTY !== true) {
    throw new UsageError('--step asks before every task, and there is no terminal to ask on', {
      hint: 'Start it on a terminal, or leave --step out; --list-tasks says what would be done.',
    });
  }
  const person = personAt(asking);
  const answers = new Map<string, Promise<'yes' | 'no'>>();
  let last: Promise<unknown> = Promise.resolve();
  let goesOn = false;
  const ask = async (place: TaskPlace): Promise<'yes' | 'no'> => {
    const letter = goesOn ? 'y' : await person.letter(questionOf(place));
    goesOn ||= letter === 'c';
    return letter === 'n' ? 'no' : 'yes';
  };
  const confirm = (place: TaskPlace) => {
    const key = JSON.stringify([place.play, place.id, place.within, place.name]);
    // One question at a time, however many hosts are at work.
    const answer = answers.get(key) ?? last.catch(() => {}).then(() => ask(place));
    if (!answers.has(key)) last = answer;
    answers.set(key, answer);
    return answer;
  };
  return { confirm, [Symbol.dispose]: () => person[Symbol.dispose]() };
}

function questionOf({ play, within, name }: TaskPlace): string {
  return `${[play, ...within, name].map(printable).join(' › ')}: (n)o, (y)es, (c)ontinue? `;
}

interface Person extends Disposable {
  readonly letter: (question: string) => Promise<Letter>;
}

/** Nothing but a return means no, as in Ansible. What is typed ahead waits for its question. */
function personAt({ input, output, drain }: Asking): Person {
  const begin = () => {
    const reader = createInterface({ input, terminal: false });
    return { reader, lines: on(reader, 'line', { signal: drain, close: ['close'] }) };
  };
  let typed: ReturnType<typeof begin> | undefined;
  return {
    letter: async (question) => {
      for (;;) {
        drain.throwIfAborted();
        typed ??= begin();
        output.write(question);
        const { done, value }: IteratorResult<readonly unknown[], unknown> = await typed.lines
          .next()
          .catch(() => Promise.reject(drain.reason));
        if (done === true) throw new CancelledError('Nobody answered: the input has ended');
        const [letter = 'n'] = String(value[0]).trim().toLowerCase();
        if (letter === 'y' || letter === 'n' || letter === 'c') return letter;
      }
    },
    [Symbol.dispose]: () => typed?.reader.close(),
  };
}
