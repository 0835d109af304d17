import { describe, expect, it } from 'vitest';
import { portalUnitText } from '../../playbooks/secure-portal/portal-unit.ts';
import { variables } from '../../playbooks/secure-portal/variables.ts';

const account = { user: 'cacheusr', group: 'cacheusr' };
const unitOf = (vars: object) =>
  portalUnitText(variables.parse({ inventory_hostname: 'portal.example.org', ...vars }), account).split('\n');

describe('the unit of the portal server', () => {
  it('checks before every reload, whoever asks for it', () => {
    const reload = unitOf({}).filter((line) => line.startsWith('ExecReload='));
    expect(reload).toEqual([
      'ExecReload=/bin/sh "/cachesys/httpd/conf/reload-check.sh"',
      'ExecReload=/bin/kill -USR1 $MAINPID',
    ]);
  });

  it('of its own runs without rights, and may bind a port below 1024 only where it has one', () => {
    const high = unitOf({ portal_route: 'standalone' });
    const low = unitOf({ portal_route: 'standalone', tls_port: 443 });
    expect(high).toEqual(expect.arrayContaining(['User=cacheusr', 'CapabilityBoundingSet=']));
    expect(high.filter((line) => line.startsWith('AmbientCapabilities'))).toEqual([]);
    expect(low).toContain('AmbientCapabilities=CAP_NET_BIND_SERVICE');
  });

  it('takes what a gateway module needs more after the settings of the sandbox', () => {
    const lines = unitOf({ portal_route: 'standalone', unit_lines: ['MemoryDenyWriteExecute=no'] });
    expect(lines.indexOf('MemoryDenyWriteExecute=no')).toBeGreaterThan(
      lines.indexOf('MemoryDenyWriteExecute=yes'),
    );
  });
});
