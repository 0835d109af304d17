import type { Exchange } from './http-exchange.ts';

export interface HttpExpectation {
  readonly status: readonly number[] | undefined;
  readonly location?: string | RegExp | undefined;
  readonly bodyIncludes?: string | undefined;
  readonly title?: string | RegExp | undefined;
  readonly headers?: Readonly<Record<string, string | RegExp | null>> | undefined;
}

/** What of an answer is not as expected, as ends of sentences that begin with the URL; nothing: all is well. */
export function httpProblems(seen: Exchange, expect: HttpExpectation): readonly string[] {
  const status = statusProblem(seen, expect.status);
  // With another status, everything else is about another page.
  if (status !== undefined) return [status];
  const { location, title, bodyIncludes, headers = {} } = expect;
  return [
    ...headerProblems('location', seen.headers['location'], location),
    ...Object.entries(headers).flatMap(([name, wanted]) =>
      headerProblems(name, seen.headers[name.toLowerCase()], wanted),
    ),
    ...titleProblems(titleOf(seen.wholeBody), title),
    ...(bodyIncludes === undefined || seen.wholeBody.includes(bodyIncludes)
      ? []
      : [`answered without ${JSON.stringify(bodyIncludes)}: ${firstLine(seen.wholeBody)}`]),
  ];
}

function statusProblem(
  { status, wholeBody }: Exchange,
  wanted: HttpExpectation['status'],
): string | undefined {
  if (wanted === undefined || wanted.includes(status)) return undefined;
  return `answered ${status}, not ${wanted.join(' or ')}: ${firstLine(wholeBody)}`;
}

function headerProblems(
  name: string,
  found: string | undefined,
  wanted: string | RegExp | null | undefined,
): readonly string[] {
  if (wanted === undefined) return [];
  if (wanted === null) return found === undefined ? [] : [`sent the header ${name}: ${found}`];
  if (found === undefined) return [`sent no header ${name}, which should be ${wanted}`];
  return fits(found, wanted) ? [] : [`sent the header ${name}: ${found}, not ${wanted}`];
}

function titleProblems(found: string | undefined, wanted: string | RegExp | undefined): readonly string[] {
  if (wanted === undefined || (found !== undefined && fits(found, wanted))) return [];
  return [
    found === undefined ? `answered a page without a title` : `answered the page "${found}", not ${wanted}`,
  ];
}

/** A pattern with the flag g or y would go on from where it ended the last time. */
function fits(found: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? found === wanted : found.search(wanted) !== -1;
}

function titleOf(body: string): string | undefined {
  const [, title] = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(body) ?? [];
  return title?.replace(/\s+/g, ' ').trim();
}

function firstLine(body: string): string {
  const text = body.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, '\n');
  const line = text.split('\n').find((one) => one.trim() !== '');
  return line === undefined ? '(no text)' : line.trim().slice(0, 200);
}
