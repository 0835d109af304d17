import type { Answer, BatchKind, HostQuery } from '../core/query.ts';
import type { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';

/** How much goes into one script. */
const mostItems = 100;
const mostCharacters = 32_000;

export interface Asker {
  /** Sends a script and gives what it answers. */
  readonly ask: (script: Shell, stdin?: Secret) => Promise<Answer>;
}

/** Asks every question, those of a kind together in one script. The answers stand in the order of the questions. */
export function askInBatches(leaves: readonly HostQuery[], { ask }: Asker): readonly Promise<Answer>[] {
  const answers = new Map<HostQuery, Promise<Answer>>();
  for (const { kind, members } of batchesOf(leaves)) {
    const items = members.map(({ item }) => item);
    const together = ask(kind.script(items)).then(({ stdout }) => kind.split(stdout, items));
    for (const [index, { leaf }] of members.entries()) {
      answers.set(
        leaf,
        share(together, index, () => ask(leaf.script)),
      );
    }
  }
  return leaves.map((leaf) => answers.get(leaf) ?? ask(leaf.script, leaf.stdin));
}

async function share(
  together: Promise<readonly string[] | undefined>,
  index: number,
  alone: () => Promise<Answer>,
): Promise<Answer> {
  const stdout = (await together)?.[index];
  return stdout === undefined ? alone() : { stdout, stderr: '' };
}

interface Member {
  readonly leaf: HostQuery;
  readonly item: string;
}

interface Batch {
  readonly kind: BatchKind;
  readonly members: readonly Member[];
}

/** What can be asked together, where there is more than one of it. */
function batchesOf(leaves: readonly HostQuery[]): readonly Batch[] {
  const byKind = new Map<BatchKind, Member[]>();
  for (const leaf of new Set(leaves)) {
    if (leaf.batch === undefined) continue;
    const { kind, item } = leaf.batch;
    byKind.set(kind, [...(byKind.get(kind) ?? []), { leaf, item }]);
  }
  return [...byKind].flatMap(([kind, members]) =>
    cut(members)
      .filter((part) => part.length > 1)
      .map((part) => ({ kind, members: part })),
  );
}

function cut(members: readonly Member[]): readonly (readonly Member[])[] {
  const parts: Member[][] = [];
  let characters = 0;
  for (const member of members) {
    const last = parts.at(-1);
    characters += member.item.length;
    if (last === undefined || last.length === mostItems || characters > mostCharacters) {
      parts.push([member]);
      characters = member.item.length;
    } else last.push(member);
  }
  return parts;
}
