import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { TimeoutError } from '../../../src/core/errors.ts';
import { opensshTransport, sshTransport } from '../../../src/transports/index.ts';
import { portOf } from '../../support/port-of.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const never = new AbortController().signal;
const hostCount = 30;
const patience = { timeout: 300_000 };

/** A server that takes every connection and says nothing: how many came, and how many were there at once. */
async function silentServer() {
  const seen = { all: 0, most: 0 };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    seen.all += 1;
    seen.most = Math.max(seen.most, open.size);
    const leave = () => void open.delete(client);
    client.on('end', leave).on('close', leave).on('error', leave).resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: portOf(server), seen };
}

const transports = [
  ['ssh', () => sshTransport({ agentSocket: '', defaultKeyFiles: [] })],
  ['openssh', () => opensshTransport()],
] as const;

describe.skipIf(noSshd() !== undefined).each(transports)(
  'many logins at once by %s',
  patience,
  (_, newTransport) => {
    let bastion: Sshd;
    let inner: Sshd;
    beforeAll(async () => {
      // As sshd does by itself: from the eleventh login in progress on it drops every third, at random.
      const config = ['MaxStartups 10:30:100'];
      [bastion, inner] = await Promise.all([startSshd({ config }), startSshd({ config })]);
    });
    afterAll(async () => {
      await Promise.all([bastion, inner].map((sshd) => sshd[Symbol.asyncDispose]()));
    });

    it('are no more than eight with one server, and the others wait', async () => {
      const { port, seen } = await silentServer();
      const transport = newTransport();
      const vars = { ...inner.vars, ansible_port: port, drover_ssh_config_file: 'none' };
      const dials = Array.from({ length: 20 }, (_, index) =>
        transport.connect(
          { name: `web${index}`, groups: [], vars: { ...vars, drover_connect_timeout_ms: 3_000 } },
          never,
        ),
      );
      const reasons = (await Promise.allSettled(dials)).map((end) => 'reason' in end && end.reason);
      expect(reasons.every((reason) => reason instanceof TimeoutError)).toBe(true);
      expect(seen).toEqual({ all: 20, most: 8 });
    });

    it('all get in through one bastion that drops some of those who come in crowds', async () => {
      const config = join(bastion.directory, 'config');
      const known = join(bastion.directory, 'known');
      const block = [
        'Host bastion',
        'HostName 127.0.0.1',
        `Port ${bastion.port}`,
        `User ${bastion.user}`,
        `IdentityFile ${bastion.clientKeyFile}`,
        `UserKnownHostsFile ${known}`,
      ];
      await writeFile(config, block.join('\n'));
      await writeFile(known, `[127.0.0.1]:${bastion.port} ${bastion.hostKeys[0]}\n`);
      const vars = {
        ...inner.vars,
        drover_ssh_config_file: config,
        drover_proxy_jump: 'bastion',
        drover_connect_timeout_ms: 60_000,
      };
      const transport = newTransport();
      const dial = async (index: number): Promise<Connection> => {
        const connection = await transport.connect({ name: `web${index}`, groups: [], vars }, never);
        onTestFinished(() => connection[Symbol.asyncDispose]());
        return connection;
      };
      await Promise.all(Array.from({ length: hostCount }, (_, index) => dial(index)));
      expect(inner.log().match(/Accepted publickey/g)).toHaveLength(hostCount);
    });
  },
);
