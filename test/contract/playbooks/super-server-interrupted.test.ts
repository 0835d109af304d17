import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accounts } from '../../../playbooks/secure-portal/accounts.ts';
import { clientRoll } from '../../../playbooks/secure-portal/superserver/client-roll.ts';
import { superServerSettings } from '../../../playbooks/secure-portal/superserver/superserver-settings.ts';
import { acceptTls, requireTls } from '../../../playbooks/secure-portal/superserver.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';
import { sh } from '../../../src/core/sh.ts';
import type { TaskNode } from '../../../src/core/task.ts';
import { probe } from '../../../src/modules/probe.ts';
import { eventually } from '../../support/eventually.ts';
import { runHere } from '../../support/local-host.ts';
import { portOf } from '../../support/port-of.ts';
import { type PracticeInstance, practiceInstance } from '../../support/practice-instance.ts';

const main = resolve('src/cli/main.ts');
const playbook = resolve('playbooks/secure-superserver.ts');

/** When a controller is killed: as a task of a number begins, or as something happens to CSP.ini. */
type Moment = number | 'CSP.ini is being written' | 'the gateway was asked to read it';

describe.each(['cache', 'iris'] as const)('the order of levels of the SuperServer of %s', (product) => {
  let practice: PracticeInstance;
  let gateway: { readonly stop: () => void };
  let page: Server;
  let wrong: Set<string>;
  let watcher: NodeJS.Timeout;
  beforeAll(async () => {
    page = createServer((_, answer) => answer.end('Management Portal')).listen(0, '127.0.0.1');
    practice = await practiceInstance(product);
  }, 120_000);
  afterAll(() => {
    practice.remove();
    page.close();
  });
  beforeEach(() => {
    rmSync(`${practice.directory}/work`, { recursive: true, force: true });
    writeFileSync(`${practice.directory}/mgr/practice-security.ini`, '');
    writeFileSync(practice.cspIni, before());
    gateway = practice.tend();
    wrong = new Set();
    watcher = setInterval(() => {
      for (const one of violations()) wrong.add(one);
    }, 5);
  });
  afterEach(() => {
    clearInterval(watcher);
    gateway.stop();
  });

  const key = product === 'cache' ? 'SSLSuperServer' : 'SSLSupportLevel';
  const level = () => new RegExp(`^${key}=(.*)$`, 'm').exec(practice.settings())?.[1] ?? '0';
  const ini = () => readFileSync(practice.cspIni, 'utf8').replace(/Configuration_Modified=.*\n/, '');
  const before = () =>
    `[SYSTEM]\nConfiguration_Initialized=once\nSystem_Manager=127.0.0.1\n[LOCAL]\nIp_Address=127.0.0.1\nTCP_Port=${practice.port}\nConnection_Security_Level=0\n`;
  const violations = () => {
    const text = ini();
    const asks = /^Connection_Security_Level=10$/m.test(text);
    const verifies = asks && /^SSLCC_Verify_Peer=1$/m.test(text) && /^SSLCC_CA_Certificate_File=/m.test(text);
    return [
      ...(level() === '2' && !verifies ? ['level 2 while the gateway does not verify'] : []),
      ...(level() === '0' && asks ? ['level 0 while the gateway asks for TLS'] : []),
      ...(asks && !verifies ? ['CSP.ini is half written'] : []),
      ...(/^TCP_Port=/m.test(text) ? [] : ['CSP.ini is cut off']),
    ];
  };
  const given = () => ({
    ansible_connection: 'local',
    inventory_hostname: '127.0.0.1',
    product,
    ca_directory: `${practice.directory}/ca`,
    instance_directory: practice.directory,
    work_directory: `${practice.directory}/work`,
    csp_ini: practice.cspIni,
    gateway_probe_url: `http://127.0.0.1:${portOf(page)}/`,
    gateway_reload_seconds: 30,
    superserver_level: 2,
    superserver_clients: [],
    superserver_port: practice.port,
    superserver_bind_address: '127.0.0.1',
    superserver_group: '',
  });

  /** Lets a controller run until a moment, and kills it then; false: it came to its end before. */
  const killedAt = async (moment: Moment) => {
    const inventory = `${practice.directory}/inventory.json`;
    writeFileSync(inventory, JSON.stringify({ portal: { hosts: { '127.0.0.1': given() } } }));
    const words = ['--conditions=drover:source', main, 'run', playbook, '-i', inventory, '--json'];
    const controller = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(controller, 'exit');
    const noise = watch(`${practice.directory}/csp/bin`, (_, name) => {
      if (moment === 'CSP.ini is being written' && name?.startsWith('CSP.ini.drover'))
        controller.kill('SIGKILL');
      if (moment === 'the gateway was asked to read it' && name === 'CSP.ini' && /^RELOAD=1/m.test(ini())) {
        controller.kill('SIGKILL');
      }
    });
    let begun = 0;
    for await (const line of createInterface({ input: controller.stdout })) {
      if (line.includes('"is":"task-started"')) begun += 1;
      if (begun === moment) controller.kill('SIGKILL');
    }
    const [, signal] = await ended;
    noise.close();
    return signal === 'SIGKILL';
  };
  /** The gateway reads what it was asked to. */
  const settled = () => eventually(() => expect(ini()).not.toContain('RELOAD=1'), 20_000);

  it('is kept when the controller is killed as any step begins, and each run goes on from there', {
    tags: ['long'],
    timeout: 600_000,
  }, async () => {
    let moment = 1;
    while (await killedAt(moment)) {
      await settled();
      expect([moment, ...violations()]).toEqual([moment]);
      moment += 1;
    }
    expect(moment).toBeGreaterThan(10);
    expect([level(), ...wrong]).toEqual(['2']);
  });

  it.each(['CSP.ini is being written', 'the gateway was asked to read it'] as const)(
    'is kept when the controller is killed while %s',
    { timeout: 180_000 },
    async (moment) => {
      expect(await killedAt(moment)).toBe(true);
      await settled();
      expect([level(), ...violations()]).toEqual(['1']);
      expect(await killedAt(Number.POSITIVE_INFINITY)).toBe(false);
      expect([level(), ...wrong]).toEqual(['2']);
      // It holds passwords.
      expect(practice.shell('ls csp/bin')).not.toContain('CSP.ini.drover');
    },
  );

  it('is kept when any step is followed by one that fails, and all is as it was', {
    timeout: 300_000,
  }, async () => {
    const vars = variables.parse(given());
    const who = accounts(vars);
    const options = {
      ca: `${practice.directory}/ca/ca.pem`,
      portalAnswers: (name: string) => probe(name, { script: sh`:` }),
    };
    const accept = () => acceptTls(superServerSettings(vars), options, who).node;
    const require = () => requireTls(superServerSettings(vars), options, clientRoll());
    const steps = leaves([accept()]);
    for (let step = 1; step <= steps; step += 1) {
      const { result } = await runHere(failingAfter([accept()], step));
      expect([step, result.hosts[0]?.rolledBack[0]?.left, level(), ini()]).toEqual([step, [], '0', before()]);
    }
    expect((await runHere([accept()])).result.hosts[0]?.error).toBeUndefined();
    const secured = ini();
    for (let step = 1; step <= leaves(require()); step += 1) {
      const { result } = await runHere(failingAfter(require(), step));
      expect([step, result.hosts[0]?.rolledBack[0]?.left, level(), ini()]).toEqual([step, [], '1', secured]);
    }
    expect([...wrong]).toEqual([]);
  });
});

function leaves(nodes: readonly TaskNode[]): number {
  return nodes.reduce((sum, node) => sum + (node.is === 'task' ? 1 : leaves(node.tasks)), 0);
}

/** The same tasks with one that fails after so many of them. */
function failingAfter(nodes: readonly TaskNode[], steps: number): readonly TaskNode[] {
  let left = steps;
  const inserted = (all: readonly TaskNode[]): readonly TaskNode[] =>
    all.flatMap((node): readonly TaskNode[] => {
      if (node.is !== 'task') return [{ ...node, tasks: inserted(node.tasks) }];
      left -= 1;
      return left === 0 ? [node, probe('It goes wrong', { script: sh`exit 1` })] : [node];
    });
  return inserted(nodes);
}
