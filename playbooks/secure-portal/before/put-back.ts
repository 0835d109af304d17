import { all, commandOf, defineModule, type Query, query, RefusedError, Secret, sh } from 'drover';
import { z } from 'zod';
import { recordOf } from './record-of.ts';

/** Makes the lines that there should be from those that are there, and those that were there before. */
export type Revert = (now: readonly string[], before: readonly string[]) => readonly string[];

interface PutBackState {
  /** `nothing`: no change of it was noted. */
  readonly before: 'nothing' | 'absent' | 'file';
  readonly old: string;
  readonly isThere: boolean;
  readonly now: string;
}

type PutBackChange =
  | { readonly is: 'copy' }
  | { readonly is: 'write'; readonly text: string }
  | { readonly is: 'remove' }
  /** It is as it was already. */
  | { readonly is: 'forget' };

const params = z.strictObject({
  path: z.string().startsWith('/').meta({ description: 'The file that was changed.' }),
  directory: z.string().startsWith('/').meta({ description: 'Where it is kept as it was before.' }),
  revert: z
    .custom<Revert>((given) => typeof given === 'function', 'must be a function')
    .optional()
    .meta({ description: 'Takes back what was changed of it, and nothing else. Default: all of it.' }),
  forget: z.boolean().default(true).meta({ description: 'Keep it no longer.' }),
});

/** A file that was kept before its first change is as it was, and is kept no longer. Nothing is known of it otherwise. */
export const putBack = defineModule({
  name: 'putBack',
  summary: 'A file is as it was before its first change.',
  params,
  desired: (given) => given,
  inspect: ({ path, directory }) => {
    const { copy, absent } = recordOf(directory, path);
    return all<PutBackState & Record<string, unknown>>({
      before: query<PutBackState['before']>(
        sh`if [ -e ${copy} ]; then echo file; elif [ -e ${absent} ]; then echo absent; fi`,
        {
          reads: [`file:${copy}`, `file:${absent}`],
          parse: ({ stdout }) =>
            stdout === 'file\n' ? 'file' : stdout === 'absent\n' ? 'absent' : 'nothing',
        },
      ),
      old: textOf(copy),
      isThere: query(sh`[ ! -e ${path} ] || echo yes`, {
        reads: [`file:${path}`],
        parse: ({ stdout }) => stdout !== '',
      }),
      now: textOf(path),
    });
  },
  plan: (current, desired): readonly PutBackChange[] => {
    const change = changeFor(current, desired);
    return change === undefined || (change.is === 'forget' && !desired.forget) ? [] : [change];
  },
  describe: (change, { path }) => ({ summary: wordsOf(change, path) }),
  apply: (change, { path, directory, forget: isLast }) => {
    const { copy, absent } = recordOf(directory, path);
    const touches = [`file:${path}`, `file:${copy}`, `file:${absent}`] as const;
    const forget = isLast ? sh`rm -f -- ${copy} ${absent}` : sh`:`;
    switch (change.is) {
      case 'forget':
        return commandOf(forget, { touches });
      case 'remove':
        return commandOf(sh`rm -f -- ${path} && ${forget}`, { touches });
      case 'copy':
        return commandOf(
          sh`new=${`${path}.drover-new`}; cp -p -- ${copy} "$new" && mv -f -- "$new" ${path} && ${forget}`,
          { touches },
        );
      case 'write':
        return commandOf(writing(path, change.text, forget), { stdin: new Secret(change.text), touches });
    }
  },
});

function changeFor(
  current: PutBackState,
  { path, revert }: z.output<typeof params>,
): PutBackChange | undefined {
  const { before, isThere, now, old } = current;
  if (before === 'nothing') return undefined;
  const text = isThere && revert !== undefined ? reverted(current, path, revert) : old;
  if (before === 'absent' && text.trim() === '') return { is: isThere ? 'remove' : 'forget' };
  if (before === 'file' && text === old) return { is: isThere && now === old ? 'forget' : 'copy' };
  return text === now ? { is: 'forget' } : { is: 'write', text };
}

function textOf(path: string): Query<string> {
  return query(sh`[ ! -f ${path} ] || cat -- ${path}`, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => stdout,
  });
}

function reverted({ now, old }: PutBackState, path: string, revert: Revert): string {
  if (`${now}${old}`.includes('\uFFFD')) {
    throw new RefusedError(`${path} is not UTF-8`, {
      hint: 'Put it back by hand, or convert it and run again.',
    });
  }
  const lines = revert(linesOf(now), linesOf(old));
  const text = lines.map((line) => `${line}\n`).join('');
  return text.replace(/\n$/, '') === old.replace(/\n$/, '') ? old : text;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function writing(path: string, text: string, forget: ReturnType<typeof sh>) {
  const bytes = Buffer.byteLength(text);
  return sh`p=${path}; umask 077
new=$(mktemp "$p.drover.XXXXXXXX") || exit
trap 'rm -f -- "$new"' EXIT; trap 'exit 143' HUP INT TERM
head -c ${bytes} >"$new" && [ "$(wc -c <"$new")" -eq ${bytes} ] || { echo "the old $p did not arrive whole" >&2; exit 1; }
chown -- "$(stat -c %u:%g -- "$p")" "$new" && chmod -- "$(stat -c %a -- "$p")" "$new" || exit
chcon --reference="$p" -- "$new" 2>/dev/null || :
mv -f -- "$new" "$p" && trap - EXIT && ${forget}`;
}

function wordsOf(change: PutBackChange, path: string): string {
  switch (change.is) {
    case 'forget':
      return `${path} is as it was, and is kept no longer`;
    case 'remove':
      return `${path} removed: it was not there before`;
    case 'copy':
      return `${path} as it was before`;
    case 'write':
      return `${path}: what was changed for TLS taken back, all else kept`;
  }
}
