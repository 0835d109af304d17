import { describe, expect, it } from 'vitest';
import { keyIn, keysText } from '../../src/modules/authorized-key/keys-text.ts';
import { cronText } from '../../src/modules/cron/cron-text.ts';
import { sysctlText } from '../../src/modules/sysctl/sysctl-text.ts';

describe('a crontab', () => {
  it.each([
    ['', 'a', '* * * * * x', '#Ansible: a\n* * * * * x\n'],
    ['MAILTO=me\n', 'a', '@daily x', 'MAILTO=me\n#Ansible: a\n@daily x\n'],
    ['#Ansible: a\nold\n#Ansible: b\nb', 'a', 'new', '#Ansible: a\nnew\n#Ansible: b\nb\n'],
    ['#Ansible: a\nold\n', 'a', undefined, ''],
    ['no newline', 'a', undefined, 'no newline'],
    ['x\n@daily x\n', 'a', '@daily x', 'x\n#Ansible: a\n@daily x\n'],
    ['#Ansible: b\n@daily x\n', 'a', '@daily x', '#Ansible: b\n@daily x\n#Ansible: a\n@daily x\n'],
  ])('%j with %s as %s is %j', (before, name, line, after) => {
    expect(cronText(before, name, line).text).toBe(after);
    expect(cronText(after, name, line).text).toBe(after);
  });
});

describe('a file of sysctl.d', () => {
  it.each([
    ['', '1', 'a.b = 1\n'],
    ['# a.b = 1', '1', '# a.b = 1\na.b = 1\n'],
    ['a/b=0\nc.d = 2\n', '1', 'a.b = 1\nc.d = 2\n'],
    ['a.b = 0\n-a.b=3\n', '1', 'a.b = 1\n'],
    ['a.b=1\n', '1', 'a.b=1\n'],
    ['x.y = 1\na.b = 0\n', undefined, 'x.y = 1\n'],
  ])('%j with a.b as %s is %j', (before, value, after) => {
    expect(sysctlText(before, 'a.b', value).text).toBe(after);
    expect(sysctlText(after, 'a.b', value).text).toBe(after);
  });
});

describe('a list of keys', () => {
  const one = 'ssh-ed25519 AAAA1';
  const two = 'ecdsa-sha2-nistp256 AAAA2 two';

  it.each([
    ['', [one], 'present', false, `${one}\n`],
    [`# ours\n${two}`, [one], 'present', false, `# ours\n${two}\n${one}\n`],
    [`no-pty ${one} old\n${one}\n`, [one], 'present', false, `${one}\n`],
    [`# ours\n${two}\n`, [one], 'present', true, `# ours\n${one}\n`],
    [`${one}\n${two}\n`, [`restrict ${two}`], 'absent', false, `${one}\n`],
  ] as const)('%j with %j %s, exclusive %s, is %j', (before, keys, state, exclusive, after) => {
    expect(keysText(before, { keys, state, exclusive }).text).toBe(after);
    expect(keysText(after, { keys, state, exclusive }).text).toBe(after);
  });

  it.each([
    [`command="echo ssh-rsa AAAA" ${one} me`, 'ssh-ed25519 AAAA1'],
    ['sk-ssh-ed25519@openssh.com AAAA3= k', 'sk-ssh-ed25519@openssh.com AAAA3='],
    ['# ssh-rsa AAAA', undefined],
    ['nothing', undefined],
  ])('finds in %j the key %s', (line, key) => {
    expect(keyIn(line)).toBe(key);
  });
});
