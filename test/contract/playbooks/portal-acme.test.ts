import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accounts } from '../../../playbooks/secure-portal/accounts.ts';
import { certificate } from '../../../playbooks/secure-portal/certificate.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';
import { runHere } from '../../support/local-host.ts';
import { noPebble, startPebble } from '../../support/pebble.ts';

const why = noPebble();
const directory = resolve(import.meta.dirname, '../../../playbooks');

describe.skipIf(why !== undefined)(`the certificate of the portal ${why ?? ''}`, () => {
  it('comes by ACME, and is not ordered twice', async () => {
    await using pebble = await startPebble();
    const root = await mkdtemp(join(tmpdir(), 'drover-portal-acme-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const hook = `curl -sS --fail -d '{"host":"'"$1"'","value":"'"$2"'"}' ${pebble.dns}/`;
    const vars = variables.parse({
      inventory_hostname: 'portal.test',
      httpd_user: userInfo().username,
      certificate_file: join(root, 'portal.pem'),
      key_file: join(root, 'portal.key'),
      certificate_from: 'acme',
      acme_server: pebble.server,
      acme_ca: pebble.ca,
      acme_terms_agreed: true,
      acme_account_key: join(root, 'account.key'),
      acme_hook: ['sh', '-c', `case $0 in present) ${hook}set-txt ;; cleanup) ${hook}clear-txt ;; esac`],
    });
    const go = async () => {
      const who = accounts(vars);
      const { outcomes } = await runHere([...who.nodes, certificate(vars, who).node], { directory });
      return outcomes['The certificate is valid and matches its key'];
    };
    expect(await go()).toBe('changed');
    const leaf = new X509Certificate(await readFile(join(root, 'portal.pem')));
    expect([leaf.checkHost('portal.test'), leaf.issuer.includes('Pebble')]).toEqual(['portal.test', true]);
    expect(await go()).toBe('ok');
  });
});
