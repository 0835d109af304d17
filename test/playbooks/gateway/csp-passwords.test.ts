import { describe, expect, it } from 'vitest';
import {
  managementPassword,
  serverPassword,
} from '../../../playbooks/secure-portal/gateway/csp-passwords.ts';
import { shippedPasswords } from '../../../playbooks/secure-portal/gateway/shipped-passwords.ts';
import { Secret } from '../../../src/core/secret.ts';

describe('passwords in CSP.ini', () => {
  it('of a server stand there as a gateway keeps them, whatever they are', () => {
    expect(
      ['SYS', 'password', ']]]x', '{cat /etc/passwd}'].map((one) => serverPassword(new Secret(one))),
    ).toEqual([']]]U1lT', ']]]cGFzc3dvcmQ=', ']]]XV1deA==', ']]]e2NhdCAvZXRjL3Bhc3N3ZH0=']);
  });

  it.each(['1abc', 'PBKDF2|x', '{date}', '', ' x', 'a\nb'])(
    'of the management pages are never %j',
    (plain) => {
      expect(() => managementPassword(new Secret(plain), undefined)).toThrow(/gateway_management_password/);
    },
  );

  it('of the management pages are set where there is none or a plain one, and an encoded one stays', () => {
    const wanted = new Secret('correct horse');
    expect([undefined, 'old', '1Phmog', 'PBKDF2|x'].map((now) => managementPassword(wanted, now))).toEqual([
      'correct horse',
      'correct horse',
      '1Phmog',
      'PBKDF2|x',
    ]);
  });

  it.each(shippedPasswords)('of the management pages are replaced where everybody knows them: %s', (now) => {
    expect(managementPassword(new Secret('correct horse'), now)).toBe('correct horse');
  });
});
