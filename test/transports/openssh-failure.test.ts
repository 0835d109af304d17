import { describe, expect, it } from 'vitest';
import { DroppedHandshake } from '../../src/transports/dropped-handshake.ts';
import { connectionSettings } from '../../src/transports/index.ts';
import { opensshFailure } from '../../src/transports/openssh-failure.ts';

const vars = { ansible_host: '10.0.0.5', ansible_user: 'admin' };
const failure = (printed: string, more: object = {}) =>
  opensshFailure(connectionSettings({ name: 'web1', groups: [], vars: { ...vars, ...more } }), printed);

describe('why ssh could not connect', () => {
  it.each([
    ['drover-ssh: 2: ssh: not found', 'unreachable', 'there is no program ssh on this machine'],
    [
      'command-line: line 0: Bad configuration option: knownhostscommand',
      'unreachable',
      'too old for a pinned fingerprint',
    ],
    ['ssh: connect to host x port 22: Connection refused', 'unreachable', 'refused the connection'],
    ['ssh: Could not resolve hostname x: Name or service not known', 'unreachable', 'its name is not known'],
    ['ssh: connect to host x port 22: No route to host', 'unreachable', 'there is no way to it'],
    ['ssh: connect to host x port 22: Connection timed out', 'timeout', 'did not answer in time'],
    ['ssh: connect to host x port 22: Operation timed out', 'timeout', 'did not answer in time'],
    ['admin@x: Permission denied (publickey).', 'unreachable', 'did not let us in'],
    [
      'Received disconnect from x port 22:2: Too many authentication failures',
      'unreachable',
      'too many keys were tried',
    ],
    [
      'Unable to negotiate with x port 22: no matching host key type found. Their offer: ssh-dss',
      'unreachable',
      'have no common algorithm',
    ],
    ['kex_exchange_identification: Connection closed by remote host', 'unreachable', 'before it was ready'],
    ['something new', 'unreachable', 'could not be connected to: something new'],
  ])('is made of %j', (printed, code, message) => {
    const error = failure(printed);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(error.message).toMatch(/^web1 \(ssh admin@10\.0\.0\.5\) /);
  });

  it.each([
    ['kex_exchange_identification: Connection closed by remote host', true],
    ['kex_exchange_identification: read: Connection reset by peer\nConnection reset by x port 22', true],
    ['ssh_exchange_identification: Connection closed by remote host', true],
    ['kex_exchange_identification: banner line contains invalid characters', false],
    ['Connection closed by x port 22', false],
    [
      'channel 0: open failed: administratively prohibited: open failed\nstdio forwarding failed\nkex_exchange_identification: Connection closed by remote host',
      false,
    ],
  ])(
    'is that the server dropped us before it said who it is, and may not again, by %j: %s',
    (printed, is) => {
      expect(failure(printed) instanceof DroppedHandshake).toBe(is);
    },
  );

  it('names the server by the name that ssh looked for', () => {
    const { hint } = failure(
      'No ED25519 host key is known for [real.example]:2222 and you have requested strict checking.\nHost key verification failed.',
    );
    expect(hint).toContain('ssh-keyscan -p 2222 real.example >> ~/.ssh/known_hosts');
  });

  it("does not take a bastion's key for the pinned one", () => {
    const { message } = failure(
      'No ED25519 host key is known for bastion and you have requested strict checking.\nHost key verification failed.',
      { drover_host_key: 'ssh-ed25519 AAAA' },
    );
    expect(message).toContain('is not known to ssh: No ED25519 host key is known for bastion');
  });
});
