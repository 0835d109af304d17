import { describe, expect, it } from 'vitest';
import { DefinitionError } from '../../src/core/errors.ts';
import { transportFor } from '../../src/transports/index.ts';

const hostWith = (vars: Readonly<Record<string, unknown>>) => ({ name: 'web1', groups: [], vars });

describe('transportFor', () => {
  it.each([
    [{}, 'ssh'],
    [{ ansible_connection: 'ssh' }, 'ssh'],
    [{ ansible_connection: 'openssh' }, 'openssh'],
    [{ ansible_connection: 'local' }, 'local'],
  ])('takes for %j the transport %s', (vars, name) => {
    expect(transportFor(hostWith(vars)).name).toBe(name);
  });

  it('gives the hosts one transport, so that they share what it has read', () => {
    expect(transportFor(hostWith({}))).toBe(transportFor(hostWith({ ansible_port: 2222 })));
  });

  it('refuses one that there is not', () => {
    expect(() => transportFor(hostWith({ ansible_connection: 'winrm' }))).toThrow(DefinitionError);
  });
});
