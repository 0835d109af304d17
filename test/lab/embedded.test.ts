import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedVariables } from '../../playbooks/practice/embedded-variables.ts';
import practice from '../../playbooks/practice.ts';
import portal from '../../playbooks/secure-portal.ts';
import { type EmbeddedLab, embeddedLab } from '../../src/lab/embedded/embedded-lab.ts';
import { run } from '../../src/run.ts';
import { commandLines } from '../support/command-lines.ts';
import { get } from '../support/page.ts';

/** The way of everybody who has no machines: an SSH server on loopback, and httpd compiled for it, twice. */
describe('secure-portal on an embedded practice host', { tags: ['long'] }, () => {
  let directory = '';
  let lab: EmbeddedLab;
  let inventory = '';
  const playbooks = resolve(import.meta.dirname, '../../playbooks');
  const page = '/csp/sys/UtilHome.csp';
  const ports = { plain_port: 57872, tls_port: 57882 };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drover-embedded-'));
    await chmod(directory, 0o755);
    lab = embeddedLab(directory);
    const { name, vars } = await lab.up();
    inventory = join(directory, 'inventory.json');
    const all = { ...vars, ...embeddedVariables(vars), ...ports, ca_directory: join(directory, 'ca') };
    await writeFile(
      inventory,
      JSON.stringify({ portal: { children: { practice: {} } }, practice: { hosts: { [name]: all } } }),
    );
  });
  afterAll(async () => {
    await lab.down();
    await rm(directory, { recursive: true, force: true });
  });

  it('is a plain portal first', async () => {
    const { hosts } = await run(practice, { inventory, directory: playbooks });
    expect(hosts.map(({ error }) => error)).toEqual([undefined]);
    expect((await get(`http://127.0.0.1:${ports.plain_port}${page}`)).status).toBe(200);
  });

  it('is a portal on HTTPS then, with a redirect from the old port', async () => {
    const { hosts } = await run(portal, { inventory, directory: playbooks });
    expect(hosts.map(({ error }) => error)).toEqual([undefined]);
    const secure = await get(`https://127.0.0.1:${ports.tls_port}${page}`, join(directory, 'ca', 'ca.pem'));
    expect([secure.status, secure.body.includes('Management Portal')]).toEqual([200, true]);
    const plain = await get(`http://127.0.0.1:${ports.plain_port}${page}`);
    expect(plain.location).toBe(`https://127.0.0.1:${ports.tls_port}${page}`);
  });

  it('needs nothing the second time', async () => {
    const { hosts } = await run([practice, ...portal], { inventory, directory: playbooks });
    expect(hosts.map(({ changed, failed }) => ({ changed, failed }))).toEqual([{ changed: 0, failed: 0 }]);
  });

  it('leaves no process behind when it is stopped', async () => {
    await lab.down();
    await expect.poll(() => commandLines(directory), { timeout: 30_000 }).toEqual([]);
  });
});
