import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findInstance,
  type WantedInstance,
} from '../../../playbooks/secure-portal/instances/find-instance.ts';
import { listedInstance } from '../../../playbooks/secure-portal/instances/listed-instance.ts';
import { qlistReader } from '../../../playbooks/secure-portal/instances/qlist-reader.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

/** The kinds of awk that can be tried here; in CI that is both. */
const awks = ['mawk', 'busybox awk'].filter(
  (awk) =>
    process.env['CI'] === 'true' || spawnSync('sh', ['-c', `command -v ${awk.split(' ')[0]}`]).status === 0,
);

const listed = (line: string, awk = 'awk') => {
  const [program = '', ...words] = awk.split(' ');
  const said = execFileSync(program, [...words, qlistReader], { input: `${line}\n`, encoding: 'utf8' });
  return said.split('\n').flatMap((one) => listedInstance(one) ?? []);
};

const running = 'running, since Fri May 13 22:07:02 2016';
const ports = '56772^57772^62972';

describe.each(awks)('a line of qlist, by %s,', (awk) => {
  it.each([
    [
      'of 8 fields, down, its directory with a slash at the end',
      `OLD^/ensemble/old/^2012.2.3.903.2.12515^down, last used Thu Sep 15 18:58:30 2016^cache.cpf^${ports}`,
      {
        status: 'down, last used Thu Sep 15 18:58:30 2016',
        cpf: '/ensemble/old/cache.cpf',
        product: 'cache',
        state: '',
      },
    ],
    [
      'of 9 fields',
      `OLD^/ensemble/old/^2015.2^${running}^cache.cpf^${ports}^warn`,
      { state: 'warn', product: 'cache' },
    ],
    [
      'of 10 fields',
      `OLD^/ensemble/old/^2015.2^${running}^cache.cpf^${ports}^ok^`,
      { state: 'ok', product: 'cache' },
    ],
    [
      'of 10 fields, Ensemble',
      `OLD^/ensemble/old/^2015.2^${running}^cache.cpf^${ports}^ok^Ensemble`,
      { product: 'cache' },
    ],
    ['of 11 fields', `OLD^/ensemble/old^2018.1^${running}^iris.cpf^${ports}^ok^IRIS^`, { product: 'iris' }],
    [
      'of 13 fields, its data apart',
      `OLD^/ensemble/old/^2018.1.1.643.0^${running}^iris.cpf^${ports}^ok^IRIS^^^/mgr/config/`,
      { cpf: '/mgr/config/iris.cpf', product: 'iris', directory: '/ensemble/old' },
    ],
    [
      'of 13 fields, a member of a mirror',
      `OLD^/ensemble/old/^2015.2^sign-on inhibited:primary transition^cache.cpf^${ports}^alert^^Failover^Primary^/mgr`,
      {
        status: 'sign-on inhibited:primary transition',
        state: 'alert',
        cpf: '/mgr/cache.cpf',
        product: 'cache',
      },
    ],
    [
      'of 14 fields, with the end of line of another system',
      `OLD^/ensemble/old^2025.1^${running}^iris.cpf^1972^0^53773^ok^IRIS^^^/ensemble/old^1972,51773\r`,
      { superServerPort: 1972, webPort: undefined, product: 'iris' },
    ],
    [
      'of a cluster node without cache.ids',
      `OLD^/ensemble/old^2015.2^running on node ? (cache.ids missing)^/etc/own.cpf^${ports}`,
      { status: 'running on node ? (cache.ids missing)', cpf: '/etc/own.cpf' },
    ],
    ['of an IRIS that does not say its product', `OLD^/a^2019.1^down^iris.cpf^${ports}`, { product: 'iris' }],
  ])('%s, is read', (_, line, expected) => {
    const [instance, ...more] = listed(line, awk);
    expect(more).toEqual([]);
    expect(instance).toMatchObject({ name: 'OLD', ...expected });
    expect(instance?.superServerPort).toBe(line.includes(ports) ? 56772 : 1972);
  });

  it.each([
    '',
    '1^2^3^4^5^6^7',
    'OLD^/a^2015.2^down^cache.cpf^1^2',
    'No instances are defined^^^^^^^^',
    'A^C:\\iris^1^2^3^4^5^6',
  ])('that is %j is none', (line) => expect(listed(line, awk)).toEqual([]));
});

describe.each(shells)('the instance that is wanted, in %s,', (shell) => {
  const [program = 'sh', ...words] = shell.split(' ');

  async function found(wanted: (top: string) => Partial<WantedInstance>) {
    const top = await scratchDirectory();
    await mkdir(join(top, "it's one/bin"), { recursive: true });
    await mkdir(join(top, 'two'));
    await symlink(join(top, 'two'), join(top, 'link'));
    const lines = [
      `ONE^${top}/it's one/^1^${running}^cache.cpf^${ports}`,
      `TWO^${top}/two^1^down^iris.cpf^${ports}^^IRIS^^^/data`,
    ];
    const said = lines.map((line) => `${line}\n`).join('');
    await writeFile(join(top, 'said'), said);
    await writeFile(join(top, "it's one/bin/ccontrol"), `#!/bin/sh\ncat '${top}/said'\n`, { mode: 0o755 });
    const { text } = findInstance({ product: 'cache', directory: `${top}/it's one`, ...wanted(top) });
    const script = `( ${text}\nprintf '%s\\n' "$name" "$status" "$cpf" )`;
    const env = { ...process.env, PATH: `${process.env['PATH']}:${top}/it's one/bin` };
    const answer = execFileSync(program, [...words, '-c', script], { encoding: 'utf8', env });
    return answer.replaceAll(top, '').split('\n').slice(0, 3);
  }

  it.each<[string, (top: string) => Partial<WantedInstance>, readonly string[]]>([
    ['by its directory', () => ({}), ['ONE', running, "/it's one/cache.cpf"]],
    [
      'by another path to its directory',
      (top) => ({ directory: `${top}/link` }),
      ['TWO', 'down', '/data/iris.cpf'],
    ],
    ['by its name, in any letters', () => ({ name: 'two' }), ['TWO', 'down', '/data/iris.cpf']],
    ['with a parameter file that was named', () => ({ cpfFile: '/own.cpf' }), ['ONE', running, '/own.cpf']],
    ['or not at all', (top) => ({ directory: `${top}/three` }), ['', '', '']],
    ['or not without its command', () => ({ product: 'iris' }), ['', '', '']],
  ])('is found %s', async (_, wanted, expected) => {
    expect(await found(wanted)).toEqual(expected);
  });
});
