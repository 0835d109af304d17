import { describe, expect, it } from 'vitest';
import { cspFindings } from '../../../playbooks/secure-portal/gateway/csp-findings.ts';
import { cspIniText } from '../../../playbooks/secure-portal/gateway/csp-ini-text.ts';

const found = (lines: readonly string[]) =>
  cspFindings(cspIniText(lines.join('\n'))).map(({ section, what }) => `[${section}] ${what}`);

const local = ['[LOCAL]', 'TCP_Port=1972'];
const good = ['Connection_Security_Level=10', 'SSLCC_Verify_Peer=1', 'Password=]]]YW5vdGhlcg=='];

describe('findings in CSP.ini', () => {
  it('name what every installation begins with', () => {
    expect(
      found([
        '[SYSTEM]',
        'System_Manager=*.*.*.*',
        ...local,
        'Connection_Security_Level=0',
        'Password=]]]U1lT',
      ]),
    ).toMatchInlineSnapshot(`
      [
        "[SYSTEM] System_Manager=*.*.*.*: the management pages are open to every address",
        "[SYSTEM] the management pages have no password",
        "[LOCAL] the SuperServer is reached without TLS",
        "[LOCAL] the password of the gateway is one that is shipped",
      ]
    `);
  });

  it.each([
    ['level 4, as the reference has it', [...local, 'Connection_Security_Level=4', ...good.slice(1)], []],
    ['a gateway that is as it should be', [...local, ...good], []],
    ['pages that are off', ['[SYSTEM]', 'SM_Forms=Disabled', 'System_Manager=*.*.*.*'], []],
    [
      'TLS without verification',
      [...local, 'Connection_Security_Level=10'],
      ['[LOCAL] SSLCC_Verify_Peer is not 1: encrypted, but whoever answers is believed'],
    ],
    [
      'pages whose password everybody knows',
      ['[SYSTEM]', 'Password=1Phmog51gaVNwReQh0rKvtmGBlRw', ...local, ...good],
      ['[SYSTEM] the password of the management pages is one that is shipped'],
    ],
    [
      'machines that need no password',
      ['[SYSTEM]', 'System_Manager_UNPW_Override=1', 'Password=1abc'],
      ['[SYSTEM] System_Manager_UNPW_Override=1: listed machines need no password for the management pages'],
    ],
  ])('of %s are right', (_, lines, expected) => {
    expect(found(lines)).toEqual(expected);
  });
});
