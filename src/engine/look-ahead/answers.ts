import { CommandError } from '../../core/errors.ts';
import type { Answer, HostQuery } from '../../core/query.ts';
import { pathOf, type Resource, type Resources } from '../../core/resource.ts';
import type { HostLink } from '../../session/host-link.ts';
import { Ground } from './ground.ts';
import { type Places, placesOf } from './places.ts';

/** What somebody wants to know of the host. */
export interface Question {
  readonly leaf: HostQuery;
  /** Who asks; undefined: the login. */
  readonly user: string | undefined;
}

interface Kept {
  readonly answer: Promise<Answer>;
  readonly askedAt: number;
  /** What it depends on, by all names; unknown until the host has told them. */
  reads: Resources | undefined;
}

/** Things change by themselves too: an answer older than this is not used, in ms. */
const freshMs = 60_000;

/** The answers of one host that were asked ahead, each kept until something that it depends on is touched. */
export class Answers {
  readonly #link: HostLink;
  readonly #kept = new Map<Key, Kept>();
  readonly #places = new Map<string, readonly string[] | undefined>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  of(question: Question): Promise<Answer> | undefined {
    const kept = this.#kept.get(keyOf(question));
    return kept !== undefined && performance.now() - kept.askedAt < freshMs ? kept.answer : undefined;
  }

  /** What the answer to a question depends on, by all names. */
  readsOf(question: Question): Resources {
    return this.#kept.get(keyOf(question))?.reads ?? 'everything';
  }

  /** The same resources under all their names. */
  placed(resources: Resources): Resources {
    return this.#placed(resources) ?? 'everything';
  }

  /**
   * Asks what is not known yet, in one write for each user. Settles when it is written, not when it is answered.
   * A user whose shell cannot be had is passed over: it fails when that user's turn comes.
   */
  async ask(questions: readonly Question[]): Promise<void> {
    const open = new Map(
      questions.filter((one) => this.of(one) === undefined).map((one) => [keyOf(one), one]),
    );
    const users = new Set([...open.values()].map(({ user }) => user));
    const asking = [...users].map((user) =>
      this.#askAs(
        user,
        [...open.values()].filter((one) => one.user === user),
      ),
    );
    await Promise.all(asking);
  }

  /** An answer that came with something else, such as the look after a change. */
  keep(question: Question, answer: Answer): void {
    const reads = this.#placed(question.leaf.reads);
    if (reads === undefined) return;
    this.#kept.set(keyOf(question), {
      answer: Promise.resolve(answer),
      askedAt: performance.now(),
      reads,
    });
  }

  /** Lets go of every answer that a change may have made wrong. */
  touch(touched: Resources): void {
    if (touched.length === 0) return;
    const ground = new Ground();
    ground.add(this.placed(touched));
    for (const [key, { reads }] of this.#kept) {
      if (reads === undefined || ground.spoils(reads)) this.#kept.delete(key);
    }
  }

  async #askAs(user: string | undefined, questions: readonly Question[]): Promise<void> {
    const shell = await this.#link.shell(user).catch(() => undefined);
    if (shell === undefined) return;
    const { leaf, read } = placesOf(questions.flatMap(({ leaf: { reads } }) => pathsOf(reads)));
    const [located, ...answers] = shell.ask([leaf, ...questions.map((one) => one.leaf)]);
    if (located === undefined) return;
    const known = this.#locate(located, read);
    for (const [index, question] of questions.entries()) {
      const answer = answers[index];
      if (answer !== undefined) this.#await(question, answer, known);
    }
  }

  async #locate(located: Promise<Answer>, read: (answer: Answer) => Places): Promise<void> {
    for (const [path, names] of read(await located)) this.#places.set(path, names);
  }

  #await(question: Question, told: Promise<Answer>, known: Promise<void>): void {
    const key = keyOf(question);
    const answer = known.then(() => told);
    const kept: Kept = { answer, askedAt: performance.now(), reads: undefined };
    this.#kept.set(key, kept);
    const place = () => {
      kept.reads = this.#placed(question.leaf.reads);
    };
    known.then(place, () => {});
    answer.catch((error: unknown) => {
      // Only what the host said itself is an answer.
      if (!(error instanceof CommandError) && this.#kept.get(key) === kept) this.#kept.delete(key);
    });
  }

  /** The same resources under all their names; undefined when these are not known. */
  #placed(resources: Resources): Resources | undefined {
    if (resources === 'everything') return resources;
    const placed = resources.map((one) => this.#namesOf(one));
    return placed.every((names) => names !== undefined) ? placed.flat() : undefined;
  }

  #namesOf(resource: Resource): readonly Resource[] | undefined {
    const path = pathOf(resource);
    if (path === undefined) return [resource];
    const kind = resource.startsWith('directory:') ? 'directory' : 'file';
    return this.#places.get(path)?.map((name): Resource => `${kind}:${name}`);
  }
}

/** The same script as the same user answers the same, unless a secret is read by it: that one is asked for itself. */
type Key = string | HostQuery;

function keyOf({ leaf, user = '' }: Question): Key {
  return leaf.stdin === undefined ? `${user}\0${leaf.script.text}` : leaf;
}

function pathsOf(resources: Resources): readonly string[] {
  if (resources === 'everything') return [];
  return resources.flatMap((one) => pathOf(one) ?? []);
}
