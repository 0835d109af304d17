import { describe, expect, it } from 'vitest';
import { variables } from '../../playbooks/secure-portal/variables.ts';

const parse = (vars: object) => variables.safeParse({ inventory_hostname: 'portal.example.org', ...vars });

describe('the variables of secure-portal', () => {
  it('all have defaults that fit the product', () => {
    expect(parse({}).data).toMatchObject({
      instanceDirectory: '/cachesys',
      plainPort: 57772,
      tlsPort: 57782,
      publicName: 'portal.example.org',
      stagedTree: '/var/lib/drover/secure-portal/staging/cachesys/httpd',
    });
    expect(parse({ product: 'iris' }).data).toMatchObject({
      instanceDirectory: '/usr/irissys',
      plainPort: 52773,
    });
  });

  it('have a server, ports and files of their own on each route', () => {
    expect(parse({ portal_route: 'standalone', product: 'iris' }).data).toMatchObject({
      httpdDirectory: '/opt/drover-httpd',
      privateDirectory: '/usr/irissys/httpd',
      certificateFile: '/etc/drover-portal/portal-cert.pem',
      tlsPort: 52783,
    });
    expect(parse({ portal_route: 'existing', product: 'iris' }).data).toMatchObject({
      gatewayDirectory: '/opt/webgateway/bin',
      plainPort: 80,
      tlsPort: 443,
    });
  });

  it.each([
    { portal_route: 'standalone', service_manager: 'pidfile' },
    { unit_lines: ['ExecStart=/bin/sh\nUser=root'] },
    { management_from: ['all granted'] },
    { public_name: 'x"\nLoadModule evil /tmp/evil.so' },
    { public_name: '$(id)' },
    { instance_directory: '/cachesys"\nInclude /etc/passwd' },
    { instance_directory: 'cachesys' },
    { key_file: '/tmp/${HOME}' },
    { httpd_user: 'root\nGroup wheel' },
    { tls_port: 70000 },
    { trusted_fingerprints: [] },
  ])('refuse what would change the meaning of httpd.conf or cannot be: %j', (vars) => {
    expect(parse(vars).success).toBe(false);
  });

  it('take numbers as text, as -e gives them', () => {
    expect(parse({ tls_port: '443' }).data?.tlsPort).toBe(443);
  });
});
