import { describe, expect, it } from 'vitest';
import { tlsPolicy } from '../../playbooks/secure-portal/tls-policy.ts';

describe('the TLS policy', () => {
  it.each([
    ['modern' as const, 'SSLProtocol -all +TLSv1.3'],
    ['intermediate' as const, 'SSLProtocol -all +TLSv1.2 +TLSv1.3'],
  ])('%s has its protocols, and nothing that weakens them', (level, protocols) => {
    const lines = tlsPolicy(level);
    expect(lines[0]).toBe(protocols);
    expect(lines).toEqual(
      expect.arrayContaining(['SSLCompression off', 'SSLSessionTickets off', 'SSLInsecureRenegotiation off']),
    );
  });

  it('intermediate has suites with forward secrecy and authenticated encryption only', () => {
    const line = tlsPolicy('intermediate').find((one) => one.startsWith('SSLCipherSuite ')) ?? '';
    const suites = line.slice('SSLCipherSuite '.length).split(':');
    expect(suites.filter((suite) => !/^ECDHE-.*(GCM|CHACHA20)/.test(suite))).toEqual([]);
    expect(suites).toHaveLength(6);
  });
});
