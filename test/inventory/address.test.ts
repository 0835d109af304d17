import { describe, expect, it } from 'vitest';
import { addressOf, shortNameOf } from '../../src/inventory/address.ts';

describe('addressOf', () => {
  it.each([
    ['web1', 'web1', undefined],
    ['web1:2222', 'web1', 2222],
    ['web1.example.com', 'web1.example.com', undefined],
    ['web[1:3]', 'web[1:3]', undefined],
    ['web[1:3]:22', 'web[1:3]', 22],
    ['192.0.2.1:22', '192.0.2.1', 22],
    ['::1', '::1', undefined],
    ['fe80::1', 'fe80::1', undefined],
    ['[fe80::1]:22', 'fe80::1', 22],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', undefined],
    ['::ffff:192.0.2.3', '::ffff:192.0.2.3', undefined],
    ['bücher', 'bücher', undefined],
  ])('takes %s apart', (text, host, port) => {
    expect(addressOf(text)).toEqual({ host, port });
  });

  it.each(['web:db', 'web-', '-web', 'a b', '$(reboot)', 'web[1:', "it's", 'a\nb', ''])(
    'does not take %j',
    (text) => {
      expect(addressOf(text)).toBeUndefined();
    },
  );
});

describe('shortNameOf', () => {
  it.each([
    ['web1.example.com', 'web1'],
    ['web1', 'web1'],
    ['192.0.2.1', '192.0.2.1'],
    ['fe80::1', 'fe80::1'],
  ])('shortens %s to %s', (name, short) => {
    expect(shortNameOf(name)).toBe(short);
  });
});
