import { afterAll, beforeAll, expect, it } from 'vitest';
import { portalLook } from '../../../playbooks/portal-audit/portal-look.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';
import { sh } from '../../../src/core/sh.ts';
import { probe } from '../../../src/modules/probe.ts';
import { freePort } from '../../support/free-port.ts';
import { runHere } from '../../support/local-host.ts';
import { type PracticeInstance, practiceInstance } from '../../support/practice-instance.ts';

let practice: PracticeInstance;
beforeAll(async () => {
  practice = await practiceInstance('iris');
}, 120_000);
afterAll(() => practice.remove());

it('an audit finds the SuperServer at the port that qlist tells', async () => {
  const nobody = await freePort();
  const vars = variables.parse({
    inventory_hostname: '127.0.0.1',
    product: 'iris',
    instance_directory: practice.directory,
    plain_port: nobody,
    tls_port: nobody,
  });
  const look = portalLook(vars, 'now');
  let seen: string | undefined;
  const told = probe('told', (scope) => {
    seen = look.found(scope)?.find(({ subject }) => subject === 'SuperServer')?.found;
    return { script: sh`:` };
  });
  const { outcomes } = await runHere([look.node, told]);
  expect(outcomes['told']).toBe('ok');
  expect(practice.port).not.toBe(1972);
  expect(seen).toContain(`Port ${practice.port} speaks no TLS`);
});
