import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { query } from '../core/query.ts';
import type { Resource } from '../core/resource.ts';
import { lines, sh } from '../core/sh.ts';
import { keepFile, putBack } from './shared/keep-file.ts';

interface TimezoneState {
  /** The zone that `/etc/localtime` leads to; empty where that is no link to a zone. */
  readonly name: string;
  /** What `/etc/timezone` of Debian says; undefined where there is none. */
  readonly debian: string | undefined;
  /** Whether the host knows the wanted zone. */
  readonly isKnown: boolean;
}

interface TimezoneChange {
  readonly is: 'set';
  readonly from: string;
}

const zones = '/usr/share/zoneinfo';
const files = ['/etc/localtime', '/etc/timezone'] as const;
const touches = files.map((file): Resource => `file:${file}`);

const params = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/,
      'must be a name of the tz database, such as Europe/Berlin',
    )
    .meta({ description: 'A zone of the tz database, such as `Europe/Berlin` or `UTC`.' }),
});

/** The host is in a time zone (`/etc/localtime`, and `/etc/timezone` where there is one). What runs keeps its old one. */
export const timezone = defineModule({
  name: 'timezone',
  summary: 'The host is in a time zone.',
  example: "timezone('Logs are in UTC', { name: 'UTC' })",
  params,
  desired: (given) => given,
  inspect: ({ name }) =>
    query(
      sh`l=$(readlink /etc/localtime) || l=; echo "$l"; [ -f ${`${zones}/${name}`} ] && echo y || echo n
if [ -f /etc/timezone ]; then echo y; head -n 1 /etc/timezone; else echo n; fi`,
      {
        reads: [...touches, 'package:tzdata'],
        parse: ({ stdout }): TimezoneState => {
          const [link = '', known, there, debian = ''] = stdout.split('\n');
          const [, zone = ''] = /zoneinfo\/(.+)$/.exec(link) ?? [];
          return { name: zone, debian: there === 'y' ? debian : undefined, isKnown: known === 'y' };
        },
        afterTouch: (state) => ({ ...state, isKnown: true }),
      },
    ),
  plan: ({ name: from, debian, isKnown }, { name }): readonly TimezoneChange[] => {
    if (from === name && (debian === undefined || debian === name)) return [];
    if (isKnown) return [{ is: 'set', from }];
    throw new RefusedError(`The host knows no time zone ${name}`, {
      hint: `Look for it in ${zones} there; the package tzdata brings the zones.`,
    });
  },
  describe: ({ from }, { name }) => ({ summary: from === '' ? `→ ${name}` : `${from} → ${name}` }),
  apply: (_, { name }, { debian }) =>
    commandOf(
      lines([
        ...files.map((file) => sh`${keepFile(file)} || exit`),
        sh`ln -s -- ${`${zones}/${name}`} /etc/localtime.drover && mv -f /etc/localtime.drover /etc/localtime || exit`,
        debian === undefined ? sh`:` : sh`printf '%s\n' ${name} >/etc/timezone`,
      ]),
      { touches },
    ),
  undo: () => commandOf(lines(files.map((file) => sh`${putBack(file)} || exit`)), { touches }),
});
