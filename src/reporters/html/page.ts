import type { RunResult } from '../../core/result.ts';
import { closingSentence } from '../summary/closing-sentence.ts';
import { hostSection } from './host-section.ts';
import { html } from './markup.ts';
import { overview } from './overview.ts';
import { style } from './style.ts';

export interface RunStory {
  readonly result: RunResult;
  readonly plays: readonly string[];
  /** When the run began; undefined where nothing happened. */
  readonly begun: string | undefined;
}

/** The whole report as one page that needs nothing else: no script, no font, no picture. */
export function page({ result, plays, begun }: RunStory): string {
  const { hosts, check } = result;
  const when = begun === undefined ? '' : ` · ${begun.slice(0, 16).replace('T', ' ')} UTC`;
  const sections = hosts.map((host, index) => hostSection(host, index, check));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${plays.at(0) ?? 'Report'} – Drover report</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<p>Drover report${when}${check ? ' · check: nothing was changed' : ''}</p>
<h1>${closingSentence(result)}</h1>
<p>${plays.join(' · ')}</p>
</header>
${overview(hosts, check)}
${sections}
</main>
</body>
</html>
`.markup;
}
