import { describe, expect, it } from 'vitest';
import { parseKnownHosts } from '../../src/transports/known-hosts.ts';

const read = (text: string) => parseKnownHosts(text, 'known');

describe('parseKnownHosts', () => {
  it('reads names, type and key, and where they stand', () => {
    expect(read('# mine\n\nweb1,10.0.0.5 ssh-ed25519 AAAA a comment\r\n')).toEqual([
      {
        marker: 'none',
        patterns: ['web1', '10.0.0.5'],
        type: 'ssh-ed25519',
        key: Buffer.from('AAAA', 'base64'),
        at: 'known:3',
      },
    ]);
  });

  it.each([
    ['@revoked * ssh-rsa AAAA', 'revoked'],
    ['@cert-authority *.example.com ssh-rsa AAAA', 'cert-authority'],
  ])('reads the marker of %s', (line, marker) => {
    expect(read(line)).toMatchObject([{ marker }]);
  });

  it.each(['web1', 'web1 ssh-rsa', 'web1 ssh-rsa !!!', '@unknown web1 ssh-rsa AAAA', '   '])(
    'takes %j for absent',
    (line) => {
      expect(read(line)).toEqual([]);
    },
  );
});
