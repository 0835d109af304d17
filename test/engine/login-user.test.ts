import { describe, expect, it } from 'vitest';
import { loginUser } from '../../src/engine/login-user.ts';

const userBy = (vars: Readonly<Record<string, unknown>>, become: boolean | string = false) =>
  loginUser(become, { name: 'web1', groups: [], vars, originOf: () => 'hosts:1' });

describe('who tasks run as', () => {
  it.each([true, 'yes', 'True', 'on', 'y', '1', 1, 't'])('is root where ansible_become is %j', (word) => {
    expect(userBy({ ansible_become: word })).toBe('root');
  });

  it.each([false, 'no', 'False', 'off', 'n', '0', 0, 'f'])(
    'is the login where ansible_become is %j',
    (word) => {
      expect(userBy({ ansible_become: word }, true)).toBeUndefined();
    },
  );

  it('is whom the play names where the inventory says nothing, and ansible_become_user where it does', () => {
    expect(userBy({}, 'app')).toBe('app');
    expect(userBy({ ansible_become: null }, true)).toBe('root');
    expect(userBy({ ansible_become_user: 'db' }, 'app')).toBe('db');
    expect(userBy({ ansible_become_user: 'db' })).toBeUndefined();
  });

  it('is not guessed from another word', () => {
    expect(() => userBy({ ansible_become: 'app' })).toThrow('hosts:1: ansible_become is "app"');
  });
});
