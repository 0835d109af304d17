import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editIni, iniSections } from '../../../playbooks/secure-portal/clients/edit-ini.ts';

const before = `; kept
[ODBC Data Sources]
PORTAL = InterSystems

[portal]
# a comment = with a sign
Driver      = /usr/lib/libirisodbc35.so
Security Level=3
Trace =

[other]
Security Level = 0`.split('\n');

describe('settings of clients in ini files', () => {
  it('are set key by key; comments, order, spelling and other sections stay', () => {
    const keys = { 'security level': '10', trace: '0', 'SSL Server Name': 'portal-tls' };
    expect(editIni(before, { name: 'PORTAL', keys }, ' = ').join('\n')).toMatchInlineSnapshot(`
      "; kept
      [ODBC Data Sources]
      PORTAL = InterSystems

      [portal]
      # a comment = with a sign
      Driver      = /usr/lib/libirisodbc35.so
      Security Level=10
      Trace =0
      SSL Server Name = portal-tls

      [other]
      Security Level = 0"
    `);
  });

  it('come as a section of their own where there was none', () => {
    const section = { name: 'portal-tls', keys: { VerifyPeer: '1' } };
    expect(editIni([], section)).toEqual(['[portal-tls]', 'VerifyPeer=1']);
    expect(editIni(before, section).slice(-3)).toEqual(['', '[portal-tls]', 'VerifyPeer=1']);
  });

  const word = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,5}[A-Za-z]$/);
  const line = fc.oneof(
    word.map((name) => `[${name}]`),
    fc.tuple(word, word).map(([key, value]) => `${key} = ${value}`),
    fc.constantFrom('', '; note', '# note = 1', '  '),
  );

  it('are as wanted afterwards, and setting them again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(line), word, fc.dictionary(word, word), (lines, name, keys) => {
        const distinct = new Set(Object.keys(keys).map((key) => key.toLowerCase()));
        fc.pre(distinct.size === Object.keys(keys).length);
        const once = editIni(lines, { name, keys });
        const own = iniSections(once).find((section) => section.name.toLowerCase() === name.toLowerCase());
        for (const [key, value] of Object.entries(keys)) expect(own?.keys[key.toLowerCase()]).toBe(value);
        expect(editIni(once, { name, keys })).toEqual(once);
      }),
    );
  });

  it('leave every line of other sections where it was', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const edited = editIni(lines, { name: 'not-there-1', keys: { A: '1' } });
        expect(edited.slice(0, lines.length)).toEqual(lines);
      }),
    );
  });
});
