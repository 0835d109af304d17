import { describe, expect, it } from 'vitest';
import { judge } from '../../../playbooks/secure-portal/preflight/judge.ts';
import type { PortalState } from '../../../playbooks/secure-portal/preflight/portal-preflight.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';

const cache = {
  name: 'CACHE',
  directory: '/cachesys',
  version: '2017.2.2.865.0',
  status: 'running, since Fri May 13 22:07:02 2016',
  cpf: '/cachesys/cache.cpf',
  superServerPort: 1972,
  webPort: 57772,
  state: 'ok',
  product: 'cache',
} as const;
const iris = { ...cache, name: 'IRIS', directory: '/usr/irissys', product: 'iris', webPort: 52773 } as const;

const module = { name: 'CSPa24.so', isReadable: true, apache: '2.4', fits: true, missing: [] } as const;
const process = (program: string, words: readonly string[] = []) => ({
  id: 812,
  name: 'some',
  program,
  words,
});
const privateServer = { port: 57772, process: process('/usr/sbin/apache2', ['-d', '/cachesys/httpd']) };
const squatter = { port: 57782, process: process('/usr/sbin/nginx') };
const enforcing = {
  isEnforcing: true,
  mayConnect: undefined,
  ports: undefined,
  programType: undefined,
  types: {},
};
const gigabytes = (free: number) => ({ freeBytes: free * 1e9, usedBytes: 0, mount: '/' });

/** A host with which all is well, on the route private. */
const well: PortalState = {
  instances: { isDirectory: true, own: cache, all: [cache], commands: ['ccontrol'] },
  account: { user: 'cacheusr', group: 'cacheusr', unknown: [] },
  listeners: [privateServer],
  system: { name: 'Debian 12', packager: 'apt', missing: [], isSystemd: true },
  rooms: [
    { directory: '/var/lib/drover/secure-portal', ...gigabytes(9) },
    { directory: '/cachesys/httpd', ...gigabytes(9) },
  ],
  modules: [module, { ...module, name: 'CSPa24Sys.so' }],
  webServers: { programs: [], gatewayFiles: [], there: ['/cachesys/httpd'] },
  selinux: { ...enforcing, isEnforcing: false },
  firewall: { is: 'none' },
  locks: { builders: [], kept: [], packager: undefined },
  certificate: { is: 'issued' },
};

/** What is said of a host that differs in something: a line each, what is only good to know left out. */
function said(state: Partial<PortalState>, vars: object = {}): readonly string[] {
  const given = variables.parse({ inventory_hostname: 'portal.lab', ...vars });
  return judge({ ...well, ...state }, given)
    .filter(({ severity }) => severity !== 'notes')
    .map(({ severity, message, hint = '' }) => `${severity}: ${message} → ${hint}`);
}

const own = (more: object) => ({ instances: { ...well.instances, own: { ...cache, ...more } } });
const existing = { portal_route: 'existing', existing_layout: 'rhel' };
const onExisting: Partial<PortalState> = {
  listeners: [{ port: 80, process: process('/usr/sbin/httpd') }],
  webServers: {
    programs: ['/usr/sbin/httpd'],
    gatewayFiles: [],
    there: ['/usr/sbin/httpd', '/etc/httpd/modules/mod_ssl.so'],
  },
  rooms: [],
};

describe('a host', () => {
  it('with which all is well is described by what is good to know', () => {
    const found = judge(well, variables.parse({ inventory_hostname: 'portal.lab' }));
    expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'notes: CACHE: Caché 2017.2.2.865.0 in /cachesys',
      'notes: Debian 12',
      'notes: A certificate will be issued for portal.lab',
    ]);
  });

  it('has the worst said first, and each once', () => {
    const both = said({ listeners: [privateServer, squatter], firewall: { is: 'ufw', open: ['57772/tcp'] } });
    expect(both.map((line) => line.split(':')[0])).toEqual(['stops', 'warns']);
  });
});

describe('of an instance', () => {
  it.each<[string, Partial<PortalState>, object, readonly string[]]>([
    [
      'that is down',
      own({ status: 'down, last used never' }),
      {},
      ['stops: CACHE is not running: down, last used never → Start it: ccontrol start CACHE.'],
    ],
    [
      'that lets nobody in',
      own({ status: 'sign-on inhibited' }),
      {},
      [
        'stops: CACHE is not running: sign-on inhibited → Look into its log (mgr/cconsole.log or messages.log), and run again when it is running.',
      ],
    ],
    ['of a cluster that lacks its file', own({ status: 'running on node ? (cache.ids missing)' }), {}, []],
    [
      'that is alarmed',
      own({ state: 'alert' }),
      {},
      ['warns: CACHE says of its state: alert → Look into its log.'],
    ],
    [
      'of the other product',
      {
        instances: {
          isDirectory: true,
          own: undefined,
          all: [{ ...iris, directory: '/cachesys' }],
          commands: ['iris'],
        },
      },
      {},
      ['stops: IRIS in /cachesys is IRIS → Set product: iris.'],
    ],
    [
      'that is elsewhere',
      { instances: { isDirectory: false, own: undefined, all: [iris], commands: ['iris'] } },
      {},
      [
        'stops: qlist knows no instance in /cachesys → There is IRIS in /usr/irissys (IRIS): set instance_directory, and product.',
      ],
    ],
    [
      'that is called so, elsewhere',
      { instances: { ...well.instances, isDirectory: false, own: { ...cache, directory: '/data/cache' } } },
      { instance: 'CACHE' },
      ['stops: CACHE is in /data/cache, not in /cachesys → Set instance_directory: /data/cache.'],
    ],
    [
      'that nobody knows, with a web server to replace',
      { instances: { isDirectory: true, own: undefined, all: [], commands: [] } },
      {},
      [
        'warns: qlist knows no instance in /cachesys → Compare "ccontrol qlist" on the host; set instance_directory, or product.',
      ],
    ],
    [
      'that does not say who it runs as',
      { account: { user: undefined, group: undefined, unknown: [] } },
      {},
      [
        'stops: /cachesys/parameters.isc does not say which user the instance runs as → Set httpd_user.',
        'stops: /cachesys/parameters.isc does not say which group the instance runs as → Set httpd_group.',
      ],
    ],
    [
      'whose account was named, and is not there',
      { account: { user: undefined, group: undefined, unknown: ['user webber'] } },
      { httpd_user: 'webber' },
      ['stops: This host has no user webber → Make it, or name another.'],
    ],
  ])('%s', (_, state, vars, expected) => expect(said(state, vars)).toEqual(expected));
});

describe('of ports', () => {
  it.each<[string, Partial<PortalState>, object, readonly string[]]>([
    [
      'with the TLS port held by another',
      { listeners: [privateServer, squatter] },
      {},
      ['stops: Port 57782 is held by some (process 812) → Stop it, or set tls_port.'],
    ],
    [
      'held by who cannot be seen',
      { listeners: [privateServer, { port: 57782, process: undefined }] },
      {},
      ['stops: Port 57782 is held by another process → Stop it, or set tls_port.'],
    ],
    [
      'held by our own server',
      { listeners: [privateServer, { port: 57782, process: process('/cachesys/httpd/bin/httpd') }] },
      {},
      [],
    ],
    [
      'held by a tree whose name only begins like ours',
      { listeners: [privateServer, { port: 57782, process: process('/cachesys/httpd2/bin/httpd') }] },
      {},
      ['stops: Port 57782 is held by some (process 812) → Stop it, or set tls_port.'],
    ],
    [
      'that nobody holds',
      { listeners: [] },
      {},
      [
        'warns: Nobody listens on port 57772 → Does the private web server of the instance run? Is plain_port right?',
      ],
    ],
    [
      'other than the instance knows',
      own({ webPort: 57773 }),
      {},
      ['stops: The web server of CACHE is for port 57773, and plain_port is 57772 → Set plain_port: 57773.'],
    ],
    [
      'of a SuperServer that is elsewhere',
      own({ superServerPort: 56772 }),
      { superserver_level: 1 },
      ['stops: The SuperServer of CACHE is on port 56772, not on 1972 → Set superserver_port: 56772.'],
    ],
    [
      'of a SuperServer that is not there',
      {},
      { superserver_level: 1 },
      [
        "stops: Nobody listens on port 1972, which is to be the SuperServer's → Is the instance up, and superserver_port right?",
      ],
    ],
    [
      'of a SuperServer whose program is not of the instance',
      { listeners: [privateServer, { port: 1972, process: process('/usr/bin/docker-proxy') }] },
      { superserver_level: 1 },
      [
        'warns: Port 1972 is held by some (process 812), whose program is not in /cachesys → Is that the SuperServer of the instance?',
      ],
    ],
    ['that are not asked for', own({ superServerPort: 56772 }), {}, []],
  ])('%s', (_, state, vars, expected) => expect(said(state, vars)).toEqual(expected));
});

describe('of a session', () => {
  const superServer = { port: 1972, process: process('/cachesys/bin/cache') };
  const asked = (session: PortalState['session'] & object, more: object = {}) =>
    said({ listeners: [privateServer, superServer], session, ...more }, { superserver_level: 1 });

  it('that asks for a name, it is said what to allow', () => {
    const wrong = { what: 'The session asked for a user name', hint: 'Allow it.' };
    expect(asked({ values: {}, wrong })).toEqual(['stops: The session asked for a user name → Allow it.']);
  });

  it.each([
    [
      'requires TLS',
      '2',
      [
        'stops: The SuperServer requires TLS, and the gateway reaches LOCAL without it → An upgrade may have written CSP.ini anew: run with --tags gateway first.',
      ],
    ],
    ['accepts it', '1', []],
  ])('whose SuperServer %s, it is said whether the gateway is cut off', (_, level, expected) => {
    const servers = [{ name: 'LOCAL', tls: false, verifies: false, caFile: undefined }];
    const gateway = { is: 'file', servers, reloading: false, sha256: '' } as const;
    const session = { values: { servers: '0', level }, wrong: undefined };
    expect(asked(session, { gateway })).toEqual(expected);
  });

  it('nothing more is said when the instance is down', () => {
    const wrong = { what: 'No session', hint: 'Start it.' };
    expect(asked({ values: {}, wrong }, own({ status: 'down' }))).toHaveLength(1);
  });
});

describe('of the system', () => {
  const missing = { ...well.system, missing: ['cc', 'the header expat.h'] };
  it.each<[string, Partial<PortalState>, object, string]>([
    ['tools are installed where that is wished', { system: missing }, {}, ''],
    [
      'tools have to be there where it is not',
      { system: missing },
      { install_packages: false },
      'apt-get install',
    ],
    [
      'tools have to be there where nobody can',
      { system: { ...missing, packager: 'dnf' } },
      {},
      'dnf install',
    ],
    [
      'it has to be run by systemd',
      { system: { ...well.system, isSystemd: false } },
      {},
      'service_manager: pidfile',
    ],
    [
      'room is needed for both on one file system',
      {
        rooms: [
          { directory: '/var/lib/drover/secure-portal', ...gigabytes(0.42) },
          { directory: '/cachesys/httpd', ...gigabytes(0.42) },
        ],
      },
      {},
      '420 MB are left for /var/lib/drover/secure-portal and /cachesys/httpd, and 460 MB are needed',
    ],
    [
      'room is enough where most is there already',
      {
        rooms: [{ directory: '/var/lib/drover/secure-portal', freeBytes: 5e7, usedBytes: 3.9e8, mount: '/' }],
      },
      {},
      '',
    ],
    [
      'room may be unknown',
      { rooms: [{ directory: '/cachesys/httpd', freeBytes: undefined, usedBytes: 0, mount: '' }] },
      {},
      '',
    ],
  ])('%s', (_, state, vars, expected) => {
    const lines = said(state, vars);
    if (expected === '') return expect(lines).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(expected);
    expect(lines[0]).toMatch(/^stops: /);
  });
});

describe('of the gateway', () => {
  it.each<[string, PortalState['modules'], string]>([
    ['without modules', [], 'stops: There is no gateway module in /cachesys/csp/bin'],
    [
      'for Apache 2.2 only',
      [{ ...module, name: 'CSPa22.so', apache: '2.2' }],
      'modules for another server: CSPa22.so',
    ],
    ['with a module of 2.2 by the name of 2.4', [{ ...module, apache: '2.2' }], 'is a module for httpd 2.2'],
    ['of another machine', [{ ...module, fits: false }], 'is for another kind of machine'],
    ['that lacks a library', [{ ...module, missing: ['libz.so.1'] }], 'needs libz.so.1'],
    ['that cannot be read', [{ ...module, isReadable: false }], 'cannot be read'],
    ['without the module of its pages', [module], 'warns: There is no /cachesys/csp/bin/CSPa24Sys.so'],
  ])('%s', (_, modules, expected) => expect(said({ modules })).toEqual([expect.stringContaining(expected)]));
});

describe('of web servers', () => {
  const none = { programs: [], gatewayFiles: [], there: [] };
  it.each<[string, Partial<PortalState>, object, readonly string[]]>([
    [
      'without a private one',
      { webServers: none },
      {},
      ['stops: The instance has no private web server in /cachesys/httpd → Choose portal_route: standalone.'],
    ],
    [
      'without one that is to be there',
      { ...onExisting, webServers: none },
      existing,
      [
        'stops: There is no web server /usr/sbin/httpd → Set existing_layout, or choose portal_route: standalone.',
      ],
    ],
    [
      'without its module for TLS',
      { ...onExisting, webServers: { ...none, there: ['/usr/sbin/httpd'] } },
      existing,
      ['stops: There is no /etc/httpd/modules/mod_ssl.so → Install it: dnf install mod_ssl.'],
    ],
    ['with one as it should be', onExisting, existing, []],
    [
      'with another that has a gateway',
      {
        webServers: {
          programs: [],
          gatewayFiles: ['/etc/httpd/conf/httpd.conf'],
          there: ['/cachesys/httpd'],
        },
      },
      {},
      [
        'warns: Another web server has a gateway in it: /etc/httpd/conf/httpd.conf → It stays as it is; portal_route: existing would secure that one.',
      ],
    ],
  ])('%s', (_, state, vars, expected) => expect(said(state, vars)).toEqual(expected));
});

describe('of SELinux', () => {
  it('each command is said that a confined httpd needs, and no other', () => {
    const types = { 'CSPa24.so': 'usr_t', 'CSP.ini': 'usr_t' };
    expect(said({ ...onExisting, selinux: { ...enforcing, mayConnect: false, types } }, existing)).toEqual([
      "warns: SELinux is enforcing, and may stop the web server → setsebool -P httpd_can_network_connect 1 && semanage port -a -t http_port_t -p tcp 1972 && semanage fcontext -a -t httpd_modules_t '/opt/webgateway/bin/CSPa.*\\.so' && semanage fcontext -a -t httpd_sys_rw_content_t '/opt/webgateway/bin/(CSP.*\\.(ini|log)|temp(/.*)?)' && restorecon -R /opt/webgateway/bin",
    ]);
    const told = {
      ...enforcing,
      mayConnect: true,
      ports: [
        [80, 81],
        [443, 443],
        [1972, 1972],
      ] as const,
    };
    expect(said({ ...onExisting, selinux: told }, existing)).toEqual([]);
  });

  it('a server of ours needs to be labelled as a program, unless its place is known', () => {
    const at = (programType: string) => said({ selinux: { ...enforcing, programType } });
    expect(at('bin_t')).toEqual([]);
    expect(at('default_t')).toEqual([
      "warns: SELinux is enforcing, and may stop the web server → semanage fcontext -a -t bin_t '/cachesys/httpd/bin(/.*)?'",
    ]);
  });
});

describe('of a firewall', () => {
  it.each<[string, PortalState['firewall'], readonly string[]]>([
    [
      'firewalld',
      { is: 'firewalld', open: ['ssh', '57772/tcp'] },
      [
        'warns: firewalld is active, and 57782/tcp is not open in it → firewall-cmd --permanent --add-port=57782/tcp && firewall-cmd --reload',
      ],
    ],
    [
      'ufw',
      { is: 'ufw', open: ['22/tcp', '57782/udp'] },
      [
        'warns: ufw is active, and 57782/tcp and 57772/tcp are not open in it → ufw allow 57782/tcp && ufw allow 57772/tcp',
      ],
    ],
    ['a range', { is: 'firewalld', open: ['57770-57790/tcp'] }, []],
    [
      'nftables',
      { is: 'nftables' },
      ['warns: nftables drops what no rule lets in: is 57782/tcp let in? → Look at nft list ruleset.'],
    ],
  ])('such as %s', (_, firewall, expected) => expect(said({ firewall })).toEqual(expected));

  it('knows ports by the names of services', () => {
    expect(said({ ...onExisting, firewall: { is: 'firewalld', open: ['http', 'https'] } }, existing)).toEqual(
      [],
    );
  });
});

describe('of others at work', () => {
  it.each<[string, Partial<PortalState['locks']>, string]>([
    [
      'who build',
      { builders: [{ id: 7, name: 'make' }] },
      'stops: Another run is at work in /var/lib/drover/secure-portal: make (process 7)',
    ],
    [
      'in a transaction',
      { kept: ['/var/lib/drover/keep/x'] },
      'warns: Another run is in a transaction, or was cut off in one: /var/lib/drover/keep/x',
    ],
  ])('%s', (_, more, expected) =>
    expect(said({ locks: { ...well.locks, ...more } })).toEqual([expect.stringContaining(expected)]),
  );

  it('who install packages, where something has to be installed', () => {
    const locks = { ...well.locks, packager: 'unattended-upgr' };
    expect(said({ locks })).toEqual([]);
    expect(said({ locks, system: { ...well.system, missing: ['cc'] } })).toHaveLength(1);
  });
});

describe('of a certificate', () => {
  it.each<[string, PortalState['certificate'], readonly string[]]>([
    [
      'that is refused',
      { is: 'refused', message: 'The key is another', hint: 'Compare.' },
      ['stops: The key is another → Compare.'],
    ],
    [
      'with few days left',
      { is: 'installed', daysLeft: 5 },
      ['warns: The certificate has 5 days left → Have it renewed.'],
    ],
    ['with days enough', { is: 'kept', daysLeft: 60 }, []],
    ['that nobody can tell of', { is: 'unknown' }, []],
  ])('%s', (_, certificate, expected) => expect(said({ certificate })).toEqual(expected));

  it('that has to be signed first, it is said how to begin', () => {
    expect(said({ certificate: { is: 'requested' } })).toEqual([
      expect.stringContaining('--tags certificate'),
    ]);
  });
});
