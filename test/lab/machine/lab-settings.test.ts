import { describe, expect, it } from 'vitest';
import { hostNames } from '../../../src/lab/machine/host-names.ts';
import { labSettings } from '../../../src/lab/machine/lab-settings.ts';

describe('labSettings', () => {
  it('keeps base trees in the directory unless told otherwise', () => {
    expect(labSettings({ directory: '/srv/lab' }).bases).toBe('/srv/lab/base');
    expect(labSettings({ directory: '/srv/lab', bases: '/srv/base' }).bases).toBe('/srv/base');
  });

  it.each([
    [{ directory: 'lab' }, 'must be an absolute path'],
    [{ directory: '/srv/my lab' }, 'must be an absolute path'],
    [{ name: 'much-too-long' }, 'must be at most 9 small letters and digits'],
    [{ subnet: '10.300.0.0/24' }, 'must look like 10.77.0.0/24'],
    [{ release: '12' }, 'must be the code name of a Debian release'],
  ])('refuses %j', (options, message) => {
    expect(() => labSettings(options)).toThrow(message);
  });
});

describe('hostNames', () => {
  it('makes names of a number', () => {
    expect(hostNames(2, 'practice')).toEqual(['practice1', 'practice2']);
  });

  it('refuses a name that no host can have', () => {
    expect(() => hostNames(['.loops'], 'practice')).toThrow('".loops" cannot be the name of a host');
  });

  it('refuses to bring up nothing', () => {
    expect(() => hostNames(0, 'practice')).toThrow('No host of the lab was asked for');
  });
});
