import type { Answer } from '../../core/query.ts';

/** What came of a request. */
export type Reply =
  | {
      readonly is: 'answer';
      readonly status: number;
      /** Names in lower case; a header that came more than once is joined by `, `. */
      readonly headers: Readonly<Record<string, string>>;
      readonly content: string;
      readonly sha256: string;
    }
  | { readonly is: 'none'; readonly why: string }
  /** The host has neither curl nor wget. */
  | { readonly is: 'lacking' }
  /** The host has but a wget that cannot do this. */
  | { readonly is: 'simple' }
  /** In check mode, something before may make another answer of it. */
  | { readonly is: 'coming' };

/** Reads what `requestScript` printed. */
export function replyOf({ stdout }: Answer): Reply {
  const [, word = '', rest = ''] = /^([a-z]+)\n([\s\S]*)$/.exec(stdout) ?? [];
  if (word === 'lacking' || word === 'simple') return { is: word };
  if (word !== 'answer') return { is: 'none', why: rest.trim().replace(/^curl: \(\d+\) /, '') };
  const [sha256 = ''] = rest.split('\n', 1);
  const [heads = '', ...content] = rest.slice(sha256.length + 1).split('\0');
  return { is: 'answer', ...lastHead(heads), content: content.join('\0'), sha256 };
}

/** After redirects, and a "continue" before the answer, the last of several heads counts. */
function lastHead(heads: string): Pick<Extract<Reply, { is: 'answer' }>, 'status' | 'headers'> {
  const begin = [...heads.matchAll(/^HTTP\//gm)].at(-1)?.index;
  const [first = '', ...lines] = heads.slice(begin).split(/\r?\n/);
  return { status: Number(/^HTTP\/\S+ (\d{3})/.exec(first)?.[1] ?? 0), headers: headersIn(lines) };
}

function headersIn(lines: readonly string[]): Readonly<Record<string, string>> {
  const all = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = /^([^\s:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = name.toLowerCase();
    const before = all.get(key);
    all.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(all);
}
