import { describe, expect, it } from 'vitest';
import { judgeHostKey } from '../../src/transports/judge-host-key.ts';
import { parseKnownHosts } from '../../src/transports/known-hosts.ts';

const shown = Buffer.from('AAAA', 'base64');

function verdict(lines: readonly string[], port = 22) {
  return judgeHostKey(parseKnownHosts(lines.join('\n'), 'known'), { address: 'web1', port }, shown);
}

describe('judgeHostKey', () => {
  it.each([
    ['its key is listed', ['web1 ssh-ed25519 AAAA'], 'known'],
    ['its key is one of those listed', ['web1 ssh-rsa BBBB', 'web1 ssh-ed25519 AAAA'], 'known'],
    ['no line is about it', ['db1 ssh-ed25519 AAAA'], 'unknown'],
    ['nothing is listed', [], 'unknown'],
    ['another key is listed', ['web1 ssh-ed25519 BBBB'], 'changed'],
    ['only a key of another type is listed', ['web1 ssh-rsa BBBB'], 'changed'],
    ['its key is revoked', ['@revoked * ssh-ed25519 AAAA'], 'revoked'],
    ['its key is listed, and revoked later', ['web1 ssh-ed25519 AAAA', '@revoked web1 x AAAA'], 'revoked'],
    ['another key is revoked', ['@revoked * ssh-ed25519 BBBB', 'web1 x AAAA'], 'known'],
    ['only an authority vouches for it', ['@cert-authority * ssh-ed25519 BBBB'], 'authority'],
    ['an authority has its very key', ['@cert-authority * ssh-ed25519 AAAA'], 'authority'],
    ['an authority and a key are listed', ['@cert-authority * x BBBB', 'web1 x AAAA'], 'known'],
  ])('when %s', (_when, lines, expected) => {
    expect(verdict(lines)).toBe(expected);
  });

  it.each([
    ['the key of the port is listed', ['[web1]:2222 x AAAA', 'web1 x BBBB'], 'known'],
    ['another key of the port is listed', ['[web1]:2222 x BBBB', 'web1 x AAAA'], 'changed'],
    ['the key of the host is listed', ['web1 x AAAA'], 'known'],
    ['another key of the host is listed', ['web1 x BBBB'], 'unknown'],
    ['its key is revoked for the host', ['@revoked web1 x AAAA'], 'revoked'],
  ])('on another port, when %s', (_when, lines, expected) => {
    expect(verdict(lines, 2222)).toBe(expected);
  });
});
