import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { cert } from '../../../src/modules/cert.ts';
import { runHere } from '../../support/local-host.ts';
import { noPebble, type Pebble, startPebble } from '../../support/pebble.ts';

type Issuer = Extract<Parameters<typeof cert>[1], { issuer: unknown }>['issuer'];
type Acme = Extract<Issuer, { from: 'acme' }>;

const why = noPebble();

describe.skipIf(why !== undefined)(`a certificate by ACME ${why ?? ''}`, () => {
  let pebble: Pebble;
  let web: Server;
  let root: string;
  beforeAll(async () => {
    pebble = await startPebble();
    web = createServer((request, response) => {
      readFile(join(root, 'web', request.url ?? '')).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    }).listen(pebble.httpPort, '127.0.0.1');
    await once(web, 'listening');
  });
  afterAll(async () => {
    web?.close();
    await pebble?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'drover-acme-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const at = (name: string) => join(root, name);
  const byFile = () => ({ type: 'http-01', webroot: at('web') }) as const;
  const go = (issuer: Partial<Acme> = {}, more: Partial<Parameters<typeof make>[1]> = {}, check = false) =>
    runHere([make(issuer, more)], { directory: root, check });
  function make(issuer: Partial<Acme>, more: { readonly names?: string[] }) {
    return cert('c', {
      certificate: at('tls.pem'),
      key: at('tls.key'),
      names: ['www.example.test', 'example.test'],
      issuer: {
        from: 'acme',
        server: pebble.server,
        ca: pebble.ca,
        termsAgreed: true,
        accountKey: 'account/key.pem',
        challenge: byFile(),
        ...issuer,
      },
      ...more,
    });
  }
  const leaf = async () => new X509Certificate(await readFile(at('tls.pem')));
  /** A program that sets records in the server's DNS, as one for a provider would. */
  const hook = async () => {
    const program = at('hook.mjs');
    await writeFile(
      program,
      `const [, , base, what, host, value] = process.argv;
      const path = what === 'present' ? 'set-txt' : 'clear-txt';
      await fetch(base + '/' + path, { method: 'POST', body: JSON.stringify({ host, value }) });
      (await import('node:fs')).appendFileSync(${JSON.stringify(at('calls'))}, what + ' ' + host + '\\n');`,
    );
    return { type: 'dns-01', hook: [process.execPath, program, pebble.dns] } as const;
  };

  it('comes by a file that the web server of the host shows, once, and nothing is left of it', async () => {
    expect((await go({}, {}, true)).outcomes).toEqual({ c: 'changed' });
    expect(await readdir(root)).toEqual([]);
    expect((await go()).outcomes).toEqual({ c: 'changed' });
    const chain = (await readFile(at('tls.pem'), 'utf8')).match(/BEGIN CERTIFICATE/g);
    expect(chain?.length).toBeGreaterThan(1);
    expect((await leaf()).checkHost('example.test')).toBe('example.test');
    expect((await leaf()).issuer).toContain('Pebble');
    expect(await readdir(at('web/.well-known/acme-challenge'))).toEqual([]);
    expect((await stat(at('account/key.pem'))).mode & 0o777).toBe(0o600);
    expect((await go()).outcomes).toEqual({ c: 'ok' });
  });

  it('is made anew for other names by the same account, with the same key', async () => {
    await go();
    const [key, account, first] = [
      await readFile(at('tls.key')),
      await readFile(at('account/key.pem')),
      await leaf(),
    ];
    const again = await go({}, { names: ['example.test', 'more.example.test'] });
    expect(again.outcomes).toEqual({ c: 'changed' });
    expect((await leaf()).serialNumber).not.toBe(first.serialNumber);
    expect(await readFile(at('tls.key'))).toEqual(key);
    expect(await readFile(at('account/key.pem'))).toEqual(account);
  });

  it('comes by a record that a hook sets, also for a name with an asterisk', async () => {
    const run = await go({ challenge: await hook() }, { names: ['wild.test', '*.wild.test'] });
    expect(run.outcomes).toEqual({ c: 'changed' });
    expect((await leaf()).subjectAltName?.split(', ').sort()).toEqual(['DNS:*.wild.test', 'DNS:wild.test']);
    const calls = (await readFile(at('calls'), 'utf8')).trimEnd().split('\n').sort();
    const record = '_acme-challenge.wild.test.';
    expect(calls).toEqual([
      `cleanup ${record}`,
      `cleanup ${record}`,
      `present ${record}`,
      `present ${record}`,
    ]);
  });

  it('that does not come leaves all as it was, and says what the server said', async () => {
    await go();
    const before = [await readFile(at('tls.pem')), await readFile(at('tls.key'))];
    const elsewhere = { type: 'http-01', webroot: at('elsewhere') } as const;
    // The server remembers for a while which names it has seen to be ours.
    const run = await go({ challenge: elsewhere }, { names: ['new.example.test'] });
    expect(run.outcomes['c']).toMatch(
      new RegExp(
        `^failed: ${pebble.server} gave no certificate for new.example.test: .*(404|403|[Ii]nvalid)`,
      ),
    );
    const [outcome] = run.result.hosts[0]?.tasks ?? [];
    expect(outcome?.outcome).toMatchObject({
      error: { hint: expect.stringContaining('Does port 80 of every name lead to this host') },
    });
    expect([await readFile(at('tls.pem')), await readFile(at('tls.key'))]).toEqual(before);
    expect((await readdir(root)).sort()).toEqual(['account', 'elsewhere', 'tls.key', 'tls.pem', 'web']);
  });

  it('does not come when the hook fails, and its words are told', async () => {
    const failing = { type: 'dns-01', hook: ['sh', '-c', 'echo no such zone >&2; exit 3'] } as const;
    const run = await go({ challenge: failing }, { names: ['hook.test'] });
    expect(run.outcomes['c']).toBe(
      'failed: The hook sh could not present _acme-challenge.hook.test.: no such zone',
    );
    expect(await readdir(root)).toEqual(['account']);
  });

  it('does not come from a server that is not there, or that nobody vouches for', async () => {
    const gone = await go({ server: 'https://127.0.0.1:1/dir' });
    expect(gone.outcomes['c']).toBe('failed: https://127.0.0.1:1/dir refused the connection');
    const { outcomes } = await go({ ca: undefined });
    expect(outcomes['c']).toContain('is not to be trusted');
    const other = await go({ server: pebble.server.replace('/dir', '/nothing') });
    expect(other.outcomes['c']).toBe(`failed: ${pebble.server.replace('/dir', '/nothing')} answered 404`);
    expect(await readdir(root)).toEqual([]);
  });

  it('comes from a server that wants an account of one of its customers', async () => {
    const keyId = 'customer-1';
    const key = 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W';
    await using strict = await startPebble({ externalAccount: { keyId, key } });
    const server = { server: strict.server, ca: strict.ca, challenge: await hookOf(strict) };
    const without = await go(server, { names: ['bound.test'] });
    expect(without.outcomes['c']).toContain('gave no certificate for bound.test');
    const bound = await go(
      { ...server, externalAccount: { keyId, key: new Secret(key) }, accountKey: 'bound.pem' },
      { names: ['bound.test'] },
    );
    expect(bound.outcomes).toEqual({ c: 'changed' });
    expect(JSON.stringify(bound)).not.toContain(key);
  });

  async function hookOf({ dns }: Pebble) {
    const { type, hook: words } = await hook();
    return { type, hook: [...words.slice(0, 2), dns] } as const;
  }

  it('is refused where the names cannot be shown that way, or the terms are not agreed to', async () => {
    await mkdir(at('web'));
    expect(() => make({}, { names: ['*.example.test'] })).toThrow(
      'issuer.challenge: must be dns-01 for a name with',
    );
    expect(() => make({}, { names: ['127.0.0.1'] })).toThrow('names: must be DNS names');
  });
});
