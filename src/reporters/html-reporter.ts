import { rename, writeFile } from 'node:fs/promises';
import type { PlayOutline } from '../core/event.ts';
import type { Reporter } from '../core/reporter.ts';
import { runTally } from '../core/run-tally.ts';
import { page } from './html/page.ts';
import { reportDocument } from './html/report-document.ts';

export interface HtmlOptions {
  /** Where the page goes, such as `portal.html`; what it says goes beside it as JSON (`portal.json`). */
  readonly path: string;
}

/** Writes a report of the whole run when it has ended: a page for people, and a file for programs. */
export function htmlReporter({ path }: HtmlOptions): Reporter {
  const tally = runTally();
  let plays: readonly PlayOutline[] = [];
  let begun: string | undefined;
  return {
    on: (event) => {
      begun ??= event.at;
      if (event.is === 'run-started') plays = event.plays;
      tally.on(event);
    },
    end: async () => {
      const story = { result: tally.result(), plays: plays.map(({ name }) => name), begun };
      await replace(path, page(story));
      await replace(`${path.replace(/\.html?$/i, '')}.json`, reportDocument(story));
    },
  };
}

/** Whoever reads meanwhile sees the old file or the new one. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text);
  await rename(draft, path);
}
