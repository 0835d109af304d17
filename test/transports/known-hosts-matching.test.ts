import { describe, expect, it } from 'vitest';
import { parseKnownHosts } from '../../src/transports/known-hosts.ts';
import { knownHostsMatching } from '../../src/transports/known-hosts-matching.ts';
import { knownHostsName } from '../../src/transports/known-hosts-name.ts';

const isListed = (names: string, name: string) =>
  knownHostsMatching(parseKnownHosts(`${names} ssh-ed25519 AAAA`, 'known'), name).length === 1;

describe('knownHostsMatching', () => {
  it.each([
    ['web1', 'web1'],
    ['WEB1', 'web1'],
    ['db1,web1', 'web1'],
    ['web*', 'web1'],
    ['web?', 'web1'],
    ['*.example.com,!db.example.com', 'web.example.com'],
    ['[10.0.0.5]:2222', '[10.0.0.5]:2222'],
    ['[*]:2222', '[10.0.0.5]:2222'],
    ['*', '[10.0.0.5]:2222'],
    // ssh-keygen -H made these two of "web1" and of "[web1]:2222".
    ['|1|5ASZnkJoXx/Z0rmP1abd4NiDfWE=|UFRKq58lC8o2XzhYfVRzJj4IhWg=', 'web1'],
    ['|1|mmbToUAEzP+1JtHG0aTjDClGG7U=|gP/8AzTuE/4fAIfqfq71mwuWXUQ=', '[web1]:2222'],
  ])('%s lists %s', (names, name) => {
    expect(isListed(names, name)).toBe(true);
  });

  it.each([
    ['web1', 'web10'],
    ['web.1', 'webx1'],
    ['web1', '[web1]:2222'],
    ['*.example.com,!db.example.com', 'db.example.com'],
    ['!db1', 'web1'],
    ['web?', 'web'],
    ['|1|5ASZnkJoXx/Z0rmP1abd4NiDfWE=|UFRKq58lC8o2XzhYfVRzJj4IhWg=', 'web2'],
    ['|1|broken', 'web1'],
  ])('%s does not list %s', (names, name) => {
    expect(isListed(names, name)).toBe(false);
  });
});

describe('knownHostsName', () => {
  it.each([
    ['Web1', 22, 'web1'],
    ['web1', 2222, '[web1]:2222'],
    ['::1', 22, '::1'],
    ['::1', 2222, '[::1]:2222'],
  ])('%s on port %i is %s', (address, port, name) => {
    expect(knownHostsName({ address, port })).toBe(name);
  });

  it('is the alias, where there is one, without the port', () => {
    expect(knownHostsName({ address: 'web1', port: 2222, hostKeyAlias: 'Herd' })).toBe('herd');
  });
});
