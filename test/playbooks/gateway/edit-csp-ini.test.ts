import { describe, expect, it } from 'vitest';
import { cspIniText } from '../../../playbooks/secure-portal/gateway/csp-ini-text.ts';
import { cspDifferences, editCspIni } from '../../../playbooks/secure-portal/gateway/edit-csp-ini.ts';

const file = `; ours
[SYSTEM]
Configuration_Initialized=once
Unknown = kept
[SYSTEM_INDEX]
LOCAL=Enabled

[LOCAL]
Ip_Address=127.0.0.1
;Connection_Security_Level=3
Connection_Security_Level=0

[APP_PATH:/]
Default_Server=LOCAL
`;

describe('editing CSP.ini', () => {
  it('changes one value and leaves all else byte for byte', () => {
    expect(editCspIni(file, { LOCAL: { Connection_Security_Level: '10' } })).toBe(
      file.replace('\nConnection_Security_Level=0', '\nConnection_Security_Level=10'),
    );
  });

  it('adds a key at the end of its section, before the blank line', () => {
    expect(editCspIni(file, { LOCAL: { SSLCC_Verify_Peer: '1' } })).toBe(
      file.replace('Level=0\n', 'Level=0\nSSLCC_Verify_Peer=1\n'),
    );
  });

  it('adds a section at the end, and a newline where there was none', () => {
    expect(editCspIni('[SYSTEM]\na=1', { NEW: { Key: 'v', Other: 'w' } })).toBe(
      '[SYSTEM]\na=1\n[NEW]\nKey=v\nOther=w\n',
    );
    expect(editCspIni('', { SYSTEM: { RELOAD: '1' } })).toBe('[SYSTEM]\nRELOAD=1\n');
  });

  it.each([
    ['takes a key away', '[A]\nx=1\ny=2\n', { A: { x: null } }, '[A]\ny=2\n'],
    ['takes nothing away where nothing is', '[A]\ny=2\n', { A: { x: null }, B: { z: null } }, '[A]\ny=2\n'],
    [
      'tells capital letters from small ones',
      '[A]\nKey=1\n[a]\nkey=2\n',
      { A: { key: '3' } },
      '[A]\nKey=1\nkey=3\n[a]\nkey=2\n',
    ],
    [
      'changes a key everywhere where it is there twice',
      '[A]\nx=1\nx=2\n',
      { A: { x: '3' } },
      '[A]\nx=3\nx=3\n',
    ],
    ['keeps line ends of Windows', '[A]\r\nx=1\r\n', { A: { x: '2', y: '3' } }, '[A]\r\nx=2\r\ny=3\r\n'],
    ['sets a value with an equals sign', '[A]\nx=\n', { A: { x: ']]]U1lT=' } }, '[A]\nx=]]]U1lT=\n'],
    ['writes into the last section', '[A]\nx=1', { A: { y: '2' } }, '[A]\nx=1\ny=2\n'],
  ])('%s', (_, before, wanted, after) => {
    expect(editCspIni(before, wanted)).toBe(after);
    expect(cspDifferences(cspIniText(after), wanted)).toEqual([]);
    expect(editCspIni(after, wanted)).toBe(after);
  });
});
