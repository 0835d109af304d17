import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { nothingYet, reduce } from '../../src/core/result.ts';
import { evidence, htmlReporter, summary } from '../../src/reporters/index.ts';
import { anyEvent } from '../support/any-event.ts';
import { changed, errorOf, finished, ignored, placeOf, recorded } from '../support/events.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const before = evidence({
  moment: 'before',
  observations: [
    {
      subject: 'Redirect',
      severity: 'high',
      found: 'The plain port serves the portal.',
      check: 'curl http://a',
    },
    { subject: 'HSTS', severity: 'medium', found: 'None.', check: 'curl -I https://a' },
  ],
});
const after = evidence({
  moment: 'after',
  observations: [
    { subject: 'Redirect', severity: 'fine', found: '301 to https://a/.', check: 'curl http://a' },
    { subject: 'HSTS', severity: 'low', found: 'max-age=300.', check: 'curl -I https://a' },
  ],
});

function finishedHost(host: string, report: readonly string[], failure?: string) {
  const outcome = failure === undefined ? ('ok' as const) : ('failed' as const);
  const error = failure === undefined ? {} : { error: errorOf(failure, 'Look there.') };
  return { is: 'host-finished' as const, play: 'Portal', host, outcome, report, ...error };
}

const events = recorded([
  { is: 'run-started', check: false, plays: [{ name: 'Portal', hosts: ['web1', 'web2'], tasks: [] }] },
  { is: 'play-started', play: 'Portal', hosts: ['web1', 'web2'] },
  finishedHost('web1', [before]),
  finished(placeOf('web1', 'httpd.conf is in place', ['Swap']), changed('mode 0644 → 0600')),
  finishedHost('web1', ['Portal https://a/', after]),
  finishedHost('web2', [], '<b>refused</b> & over'),
  { is: 'run-finished', tookMs: 2_000 },
]);

async function written(happened: readonly RunEvent[]) {
  const directory = await scratchDirectory();
  const reporter = htmlReporter({ path: join(directory, 'portal.html') });
  for (const event of happened) reporter.on(event);
  await reporter.end?.();
  const read = (name: string) => readFile(join(directory, name), 'utf8');
  return { page: await read('portal.html'), json: await read('portal.json') };
}

describe('the report of a run', () => {
  it('sets what was found before beside what was found after, with the command', async () => {
    const { page } = await written(events);
    const row = /<tbody><tr><th scope="row">Redirect[\s\S]*?<\/tbody>/.exec(page)?.[0];
    expect(row).toMatchInlineSnapshot(`
      "<tbody><tr><th scope="row">Redirect</th><td><div class="finding"><span class="chip high">high</span><span>The plain port serves the portal.</span></div></td><td><div class="finding"><span class="chip fine">fine</span><span>301 to https://a/.</span></div></td></tr><tr class="command"><td></td><td colspan="2"><code>curl http://a</code></td></tr></tbody>"
    `);
  });

  it('tells what was changed, what else was reported, and why a host failed', async () => {
    const { page } = await written(events);
    expect(page).toContain('httpd.conf is in place <span class="summary">mode 0644 → 0600</span>');
    expect(page).toContain('<pre>Portal https://a/</pre>');
    expect(page).toContain('<pre>&lt;b&gt;refused&lt;/b&gt; &amp; over</pre><p>Look there.</p>');
  });

  it('tells what failed and was ignored', async () => {
    const { page, json } = await written([
      ...events,
      ...recorded([finished(placeOf('web1', 'A mail is sent', ['After']), ignored('No <mail> today'))]),
    ]);
    expect(page).toContain(
      '<h3>What failed and was ignored</h3><ol><li><span class="within">After › </span>A mail is sent <span class="summary">No &lt;mail&gt; today</span></li>',
    );
    expect(page).toContain('(1 failure ignored)');
    expect(JSON.parse(json)).toMatchObject({
      hosts: [{ ignored: [{ task: 'A mail is sent', error: 'No <mail> today' }] }, { ignored: [] }],
    });
  });

  it('says the same to programs', async () => {
    const { json } = await written(events);
    const document: { readonly hosts: readonly object[] } = JSON.parse(json);
    expect(document.hosts[0]).toMatchObject({
      host: 'web1',
      outcome: 'ok',
      evidence: [
        { moment: 'before', observations: [{ subject: 'Redirect', severity: 'high' }, { subject: 'HSTS' }] },
        { moment: 'after', observations: [{ severity: 'fine' }, { severity: 'low' }] },
      ],
      report: ['Portal https://a/'],
      changes: [{ task: 'httpd.conf is in place', changes: ['mode 0644 → 0600'] }],
    });
  });

  it('loads nothing and runs nothing, whatever hosts say', async () => {
    const hostile = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'; background: url(//evil)",
      '\u202edrow\u0000\u001b[31m',
    );
    const told = fc.record({
      subject: hostile,
      severity: fc.constant('low' as const),
      found: hostile,
      check: hostile,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent), fc.array(told), async (happened, observations) => {
        const report = [evidence({ moment: 'now', observations }), '<script src=//evil></script>'];
        const { page } = await written([...recorded([finishedHost('"><script>', report)]), ...happened]);
        expect(page).not.toMatch(/<(script|img|link|iframe|object)\b|<[^>]*\s(on\w+|style)=/i);
        expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      }),
      { numRuns: 30 },
    );
  }, 30_000);

  it('is one page that asks a browser for nothing else', async () => {
    const { page } = await written(events);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).not.toMatch(/<[^>]+(src|href)="(?!#host-\d+")/);
  });
});

describe('a summary of a run with evidence', () => {
  it('counts what was found before, and tells what is left with the command', () => {
    const text = summary(events.slice(0, 5).reduce(reduce, nothingYet));
    expect(text).toContain(`
web1
  Found before: 1 high, 1 medium
  Portal https://a/
  Found after: 1 low, 1 fine
    low      HSTS: max-age=300.
             curl -I https://a
`);
  });
});
