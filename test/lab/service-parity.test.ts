import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Task } from '../../src/core/task.ts';
import { service } from '../../src/modules/service.ts';
import { systemdUnit } from '../../src/modules/systemd-unit.ts';
import { type AnsibleTask, ansibleRun, type Outcome } from '../contract/parity/ansible-run.ts';
import { documentationOf } from '../contract/parity/documentation-of.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

interface ServiceCase {
  readonly title: string;
  /** A script behind the usual beginning: the service is there, and neither runs nor starts at boot. */
  readonly before?: string;
  readonly ansible: AnsibleTask;
  readonly ours: Task;
  /** Why both differ on purpose, in words that stand in the documentation of the module. */
  readonly differs?: string;
}

type State = NonNullable<z.input<typeof service.spec.params>['state']>;

interface Wish {
  readonly name?: string;
  readonly state?: State;
  readonly enabled?: boolean;
}

/** Outcomes of a check and two runs, and what was seen after each. */
interface Side {
  readonly outcomes: readonly Outcome[];
  readonly looks: readonly string[];
}

const unitFile = '/etc/systemd/system/tried.service';
const start = 'systemctl start tried';
const enable = 'systemctl enable -q tried';
const withoutReload = `sed -i /ExecReload/d ${unitFile}; systemctl daemon-reload`;
const withoutInstall = `sed -i '/Install/,$d' ${unitFile}; systemctl daemon-reload`;
const failing = (type: string) =>
  `sed -i 's,^ExecStart=.*,ExecStart=/bin/false\\nType=${type},' ${unitFile}; systemctl daemon-reload`;

const rows: readonly (readonly [title: string, wish: Wish, before?: string, differs?: string])[] = [
  ['starts', { state: 'started' }],
  ['keeps one that runs', { state: 'started' }, start],
  ['stops', { state: 'stopped' }, start],
  ['keeps one that is stopped', { state: 'stopped' }],
  ['restarts', { state: 'restarted' }, start],
  ['starts one that should be restarted', { state: 'restarted' }],
  ['reloads', { state: 'reloaded' }, start],
  ['starts one that should be reloaded', { state: 'reloaded' }],
  [
    'reloads what cannot',
    { state: 'reloaded' },
    `${withoutReload}; ${start}`,
    'what cannot reload is restarted',
  ],
  ['enables and starts', { state: 'started', enabled: true }],
  ['keeps one that is enabled', { state: 'started', enabled: true }, `${enable}; ${start}`],
  ['disables and stops', { state: 'stopped', enabled: false }, `${enable}; ${start}`],
  ['keeps one that is disabled', { state: 'stopped', enabled: false }],
  [
    'enables what has no section for it',
    { state: 'stopped', enabled: true },
    withoutInstall,
    'a unit without a section `[Install]` cannot be enabled',
  ],
  [
    'does not start what is masked',
    { state: 'started' },
    `rm ${unitFile}; systemctl mask -q tried`,
    'what is masked is refused in a check, too',
  ],
  ['does not find one to start', { name: 'tried-none', state: 'started' }],
  [
    'does not find one to stop',
    { name: 'tried-none', state: 'stopped' },
    '',
    'one that is not there counts as stopped',
  ],
  ['says that a start failed', { state: 'started' }, failing('oneshot')],
  [
    'sees one that ends at once',
    { state: 'started' },
    failing('simple'),
    'one that ends right after its start has failed',
  ],
];

const services = rows.map(
  ([title, { name = 'tried', state = 'started', enabled }, before, differs]): ServiceCase => {
    const boot = enabled === undefined ? {} : { enabled };
    return {
      title,
      ansible: { module: 'service', params: { use: 'systemd', name, state, ...boot } },
      ours: service(title, { name, state, manager: { is: 'systemd', ...boot } }),
      ...(before === undefined ? {} : { before }),
      ...(differs === undefined ? {} : { differs }),
    };
  },
);

const masks = [
  ['masks', true, `rm ${unitFile}`],
  ['keeps a mask', true, `rm ${unitFile}; systemctl mask -q tried`],
  ['takes a mask off', false, `rm ${unitFile}; systemctl mask -q tried`],
  ['keeps one without a mask', false, ''],
] as const;

const cases: readonly ServiceCase[] = [
  ...services,
  ...masks.map(([title, masked, before]) => ({
    title,
    before,
    ansible: { module: 'systemd', params: { name: 'tried.service', masked } },
    ours: systemdUnit(title, { name: 'tried.service', masked }),
  })),
];

const begin = `systemctl disable -q --now tried 2>/dev/null; systemctl unmask -q tried; systemctl reset-failed tried 2>/dev/null
cat >${unitFile} <<'END'
[Service]
ExecStart=/bin/sleep infinity
ExecReload=/bin/touch /run/tried-reloaded
[Install]
WantedBy=multi-user.target
END
rm -f /run/tried-pid /run/tried-reloaded; systemctl daemon-reload
`;
/** Whether it runs and starts at boot, whether it is another process than before, and whether it was reloaded. */
const look = `systemctl is-active tried; systemctl is-enabled tried 2>&1 | tail -n 1
p=$(systemctl show -p MainPID --value tried); o=$(cat /run/tried-pid 2>/dev/null || echo 0); echo "$p" >/run/tried-pid
if [ "$p" = "$o" ]; then echo same; else echo other; fi; ls /run/tried-reloaded 2>/dev/null; rm -f /run/tried-reloaded; :`;

describe.skipIf(why !== undefined)(`services by Ansible and by ours, on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  let theirs: readonly Side[] = [];
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-service-parity',
      name: 'droverspa',
      prefix: 'services',
      subnet: '10.83.0.0/24',
    });
    lab.on('apt-get -qq update; apt-get -qqy install python3');
    theirs = await byAnsible(lab);
  }, 1_200_000);
  afterAll(() => lab?.[Symbol.asyncDispose]());

  it.each(cases.map((one, index) => [one.title, one, index] as const))('%s', async (_, one, index) => {
    const ours = await byUs(lab, one);
    if (one.differs === undefined) {
      expect(ours).toEqual(theirs[index]);
      return;
    }
    expect(ours, `no difference any more: ${one.differs}`).not.toEqual(theirs[index]);
    expect(await documentationOf('service.ts')).toContainEqual(expect.stringContaining(one.differs));
  });
});

async function byAnsible({ host }: ModuleLab): Promise<readonly Side[]> {
  const script = (cmd: string): AnsibleTask => ({ module: 'shell', params: { cmd } });
  const seen = script(look);
  const tasks = cases.flatMap(({ before = '', ansible }) => [
    script(`${begin}${before}\n${look}`),
    { ...ansible, check: true },
    seen,
    ansible,
    seen,
    ansible,
    seen,
  ]);
  const vars = {
    ansible_connection: 'ssh',
    ansible_host: host.address,
    ansible_user: 'op',
    ansible_become: true,
    ansible_ssh_private_key_file: host.keyFile,
    ansible_ssh_common_args: '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null',
  };
  const results = await ansibleRun('/var/tmp/drover-service-parity', tasks, { vars });
  return cases.map((_, index) => {
    const own = results.slice(7 * index + 1, 7 * index + 7);
    return {
      outcomes: own.filter((__, at) => at % 2 === 0).map(({ outcome }) => outcome),
      looks: own.filter((__, at) => at % 2 === 1).map(({ stdout }) => stdout.trimEnd()),
    };
  });
}

async function byUs(lab: ModuleLab, { before = '', ours }: ServiceCase): Promise<Side> {
  lab.on(`${begin}${before}\n${look}`);
  const outcomes: Outcome[] = [];
  const looks: string[] = [];
  for (const check of [true, false, false]) {
    const run = await lab.runThere([ours], { check });
    // The first word is all that Ansible has words for.
    outcomes.push(run.outcomes[ours.name]?.split(':')[0] as Outcome);
    looks.push(lab.on(look).trimEnd());
  }
  return { outcomes, looks };
}
