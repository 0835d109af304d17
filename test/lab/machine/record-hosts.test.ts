import { describe, expect, it } from 'vitest';
import type { LabRecord } from '../../../src/lab/machine/lab-record.ts';
import { recordHosts } from '../../../src/lab/machine/record-hosts.ts';

const empty: LabRecord = { subnet: '10.77.0.0/24', hosts: [] };
const features = { base: '/base/one', binds: [] };

const indexesOf = (names: readonly string[]): readonly number[] =>
  recordHosts(empty, names, features).hosts.map(({ index }) => index);

describe('recordHosts', () => {
  it.each([
    [
      ['practice1', 'practice2'],
      [1, 2],
    ],
    [['practice3'], [3]],
    [
      ['web1', 'db1'],
      [1, 2],
    ],
    [
      ['web', 'db'],
      [1, 2],
    ],
    [
      ['web4000', 'db0'],
      [1, 2],
    ],
  ])('gives %j the addresses %j', (names, indexes) => {
    expect(indexesOf(names)).toEqual(indexes);
  });

  it('leaves a host that is there on its base tree', () => {
    const once = recordHosts(empty, ['web1'], features);
    const twice = recordHosts(once, ['web1', 'web2'], { base: '/base/two', binds: [] });
    expect(twice.hosts.map(({ base }) => base)).toEqual(['/base/one', '/base/two']);
  });

  it('takes the newest bind mounts for a host that is there', () => {
    const binds = [{ host: '/var/cache', guest: '/mnt' }];
    const twice = recordHosts(recordHosts(empty, ['web1'], features), ['web1'], { ...features, binds });
    expect(twice.hosts[0]?.binds).toEqual(binds);
  });

  it('refuses more hosts than the subnet holds', () => {
    const names = Array.from({ length: 201 }, (_, at) => `web${at}`);
    expect(() => indexesOf(names)).toThrow('already has 200 hosts');
  });
});
