import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, textOf, withLines, withoutLines, withText } from '../shared/text-lines.ts';

export interface LimitWish {
  readonly domain: string;
  readonly type: string;
  readonly item: string;
  /** Undefined: there is no such limit. */
  readonly value: string | undefined;
}

/** A file of limits.conf(5) with a limit, or without it. The last line about it counts; all others stay as they are. */
export function limitsText(text: string, wish: LimitWish): Edited {
  const { domain, type, item, value } = wish;
  const all = linesOf(text);
  const isOwn = (line: string) => {
    const fields = fieldsIn(line);
    return fields[0] === domain && fields[1] === type && fields[2] === item;
  };
  const last = all.lines.findLastIndex((line) => isOwn(line.text));
  const others = withoutLines(all, (line, at) => isOwn(line.text) && (value === undefined || at !== last));
  const what = `${item} (${type}) of ${domain}`;
  if (value === undefined) return { text: textOf(others), words: `${what} removed` };
  const line = `${domain}\t${type}\t${item}\t${value}`;
  const place = others.lines.findIndex((one) => isOwn(one.text));
  const words = `${what}: ${value}`;
  if (place === -1) return { text: textOf(withLines(all, all.lines.length, [line])), words };
  const found = fieldsIn(others.lines[place]?.text ?? '')[3] ?? '';
  if (meaning(found, item) === meaning(value, item)) {
    return { text: textOf(others), words: `${what} said once` };
  }
  return { text: textOf(withText(others, place, line)), words };
}

function fieldsIn(line: string): readonly string[] {
  return line.replace(/#.*$/, '').trim().split(/\s+/);
}

/** Of all items but two, these mean the same; those may be below zero. */
function meaning(value: string, item: string): string {
  if (item === 'nice' || item === 'priority') return value;
  return ['infinity', '-1'].includes(value) ? 'unlimited' : value;
}
