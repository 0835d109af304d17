import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editIni } from '../../../playbooks/secure-portal/clients/edit-ini.ts';
import {
  editProperties,
  revertProperties,
} from '../../../playbooks/secure-portal/clients/edit-properties.ts';
import { revertIni } from '../../../playbooks/secure-portal/clients/revert-ini.ts';

const ini = fc.array(
  fc.constantFrom('[one]', '[two]', '[three]', 'a=1', 'A = 2', 'b=', ' c =x ', '; a=9', '', 'loose'),
  { maxLength: 14 },
);
const sections = fc.array(
  fc.record({
    name: fc.constantFrom('one', 'TWO', 'new'),
    keys: fc.dictionary(fc.constantFrom('a', 'c', 'New key'), fc.constantFrom('1', '2', '')),
  }),
  { maxLength: 3 },
);

describe('settings of clients that are put back', () => {
  it('in ini files are as they were, whatever was set', () => {
    const property = fc.property(ini, sections, (before, changed) => {
      const after = changed.reduce((so: readonly string[], one) => editIni(so, one), before);
      expect(revertIni(after, before, changed)).toEqual(before);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('leave what somebody else has added since, and his own values of other keys', () => {
    const before = ['[PORTAL]', 'Port = 1972', 'Security Level = 0'];
    const changed = [{ name: 'PORTAL', keys: { 'Security Level': '10', 'SSL Server Name': 'tls' } }];
    const after = changed.reduce((so: readonly string[], one) => editIni(so, one, ' = '), before);
    const since = [
      '; mine',
      ...after.map((line) => line.replace('1972', '51773')),
      '',
      '[ANOTHER]',
      'Port = 1',
    ];
    expect(revertIni(since, before, changed)).toEqual([
      '; mine',
      '[PORTAL]',
      'Port = 51773',
      'Security Level = 0',
      '',
      '[ANOTHER]',
      'Port = 1',
    ]);
  });

  it('keep a section that was new, where it holds something of another', () => {
    const changed = [{ name: 'tls', keys: { VerifyPeer: '1' } }];
    expect(revertIni(['[tls]', 'VerifyPeer=1', 'Mine=1'], [], changed)).toEqual(['[tls]', 'Mine=1']);
  });

  it('in Java properties are as they were, whatever was set', () => {
    const lines = fc.array(fc.constantFrom('a=1', 'b : 2', '# a=3', '', 'long=x,\\', '   y', 'c x', 'd'), {
      maxLength: 10,
    });
    const given = fc.dictionary(fc.constantFrom('a', 'long', 'fresh'), fc.constantFrom('1', 'x,y', 'ä'));
    const property = fc.property(lines, given, (before, properties) => {
      fc.pre(new Set(before.map((line) => line[0])).size === before.length && !before.at(-1)?.endsWith('\\'));
      const after = editProperties(before, properties);
      expect(revertProperties(after, before, Object.keys(properties))).toEqual(before);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
