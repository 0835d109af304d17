import { spawnSync } from 'node:child_process';
import fc from 'fast-check';

interface Common {
  /** Somebody else than the login. */
  readonly as: 'nobody' | undefined;
  /** It has a time of its own, and so goes alone. */
  readonly isTimed: boolean;
  /** That it fails is ignored. */
  readonly ignores: boolean;
}

interface Words extends Common {
  readonly place: string;
  readonly word: string;
}

/** A recipe for a task; numbers choose among earlier tasks. */
export type Recipe =
  | ({ readonly is: 'word'; readonly notifies: boolean } & Words)
  | ({ readonly is: 'when'; readonly of: number } & Words)
  | ({ readonly is: 'copy'; readonly from: number; readonly place: string } & Common)
  | ({ readonly is: 'pointer'; readonly link: 'link' | 'gate'; readonly target: string } & Common)
  | ({ readonly is: 'append'; readonly place: string } & Common)
  | { readonly is: 'transaction' | 'group'; readonly inner: readonly Recipe[] };

const places = ['one/a', 'one/b', 'two/a', 'link/a', 'link/b', 'door/a', 'door/b', 'to-a', 'top'] as const;
const ordinary = ['x', 'y', 'z', 'x', 'y', 'z', 'fails', 'refused'];

/** Lists of recipes; `words`: others that may stand in a file. */
export function recipes(words: readonly string[] = []): fc.Arbitrary<readonly Recipe[]> {
  const word = fc.constantFrom(...ordinary, ...words);
  const place = fc.constantFrom(...places);
  const common = {
    as: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: canBeNobody() ? 1 : 0, arbitrary: fc.constant('nobody' as const) },
    ),
    isTimed: fc.oneof(
      { weight: 7, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    ignores: fc.boolean(),
  };
  const leaf: fc.Arbitrary<Recipe> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        ...common,
        is: fc.constant('word' as const),
        place,
        word,
        notifies: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        ...common,
        is: fc.constant('pointer' as const),
        link: fc.constantFrom('link', 'gate'),
        target: target(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ ...common, is: fc.constant('append' as const), place }) },
    {
      weight: 1,
      arbitrary: fc.record({ ...common, is: fc.constant('copy' as const), from: fc.nat(9), place }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ ...common, is: fc.constant('when' as const), of: fc.nat(9), place, word }),
    },
  );
  const block = fc.record({
    is: fc.constantFrom('transaction' as const, 'group' as const),
    inner: fc.array(leaf, { minLength: 1, maxLength: 5 }),
  });
  const any = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: block });
  return fc.array(any, { minLength: 1, maxLength: 10 });
}

function target(): fc.Arbitrary<string> {
  return fc.constantFrom('one', 'two');
}

/** Whether other users can be tried here; in CI they are. */
function canBeNobody(): boolean {
  return process.env['CI'] === 'true' || spawnSync('sudo', ['-n', '-u', 'nobody', 'true']).status === 0;
}
