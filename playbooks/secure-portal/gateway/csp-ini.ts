import {
  all,
  defineModule,
  dialogue,
  known,
  mapQuery,
  query,
  RefusedError,
  type Resources,
  type Shell,
  sh,
} from 'drover';
import { z } from 'zod';
import { type CspIni, cspIniText } from './csp-ini-text.ts';
import { type CspDifference, type CspKeys, cspDifferences, editCspIni } from './edit-csp-ini.ts';
import { rewriteCspIni } from './rewrite-csp-ini.ts';

/** CSP.ini as it is on the host; `text` may hold passwords, and is never shown. */
export interface CspIniState {
  readonly is: 'absent' | 'file';
  readonly ini: CspIni;
  /** The gateway was asked to read its file again, and has not done so yet. */
  readonly reloading: boolean;
  /** It is kept as it was before the first change. */
  readonly isKept: boolean;
}

type CspIniChange =
  | { readonly is: 'edit'; readonly differences: readonly CspDifference[] }
  | { readonly is: 'reload' };

const params = z.strictObject({
  path: z.string().startsWith('/').meta({ description: 'CSP.ini of the gateway.' }),
  keys: z
    .custom<(ini: CspIni) => CspKeys>((given) => typeof given === 'function', 'must be a function')
    .meta({
      description:
        'Says, from what is there, what keys should be: { SECTION: { Key: value } }; null: not there.',
    }),
  reloadWithinMs: z.int().min(1000).default(150_000).meta({
    description: 'How long the gateway may take to read the file again; it looks about once a minute.',
  }),
  keep: z
    .string()
    .startsWith('/')
    .optional()
    .meta({ description: 'Where it is kept as it was before the first change, for root only.' }),
});

type Desired = z.output<typeof params>;

/**
 * Keys of CSP.ini are as they should be, all else in it stays as it is, and the gateway has read it again (RELOAD=1). In
 * check mode what a task before would change of the file is not known.
 */
export const cspIni = defineModule({
  name: 'cspIni',
  summary: 'Keys of CSP.ini are as they should be, and the gateway has read them.',
  params,
  desired: (given) => given,
  inspect: ({ path, keep }) => cspIniState(path, keep),
  plan: (current, { path, keys }): readonly CspIniChange[] => {
    if (current.is === 'absent') {
      throw new RefusedError(`${path} is not there`, {
        hint: 'Start the web server with the gateway once: it makes the file. Or set csp_ini to where it is.',
      });
    }
    const differences = cspDifferences(current.ini, keys(current.ini));
    refuseReadOnly(path, current, differences);
    if (differences.length > 0) return [{ is: 'edit', differences }];
    return current.reloading ? [{ is: 'reload' }] : [];
  },
  describe: (change) => ({
    summary: change.is === 'edit' ? change.differences.map(words).join(', ') : 'the gateway reads it again',
  }),
  apply: (change, desired) => {
    const { differences } = change.is === 'edit' ? change : { differences: [] };
    return rewriting(desired, (text) =>
      edited(
        text,
        wantedOf(differences, ({ to }) => to),
      ),
    );
  },
  // Only these keys: what the gateway itself has written since stays.
  undo: (change, desired, { isKept }) => {
    if (change.is === 'reload') return rewriting(desired, (text) => text);
    const before = wantedOf(change.differences, ({ from }) => from);
    const { keep } = desired;
    const forget = isKept || keep === undefined ? [] : [sh`rm -f -- ${keep}`];
    return rewriting({ ...desired, keep: undefined }, (text) => edited(text, before), forget);
  },
});

/** Asks what CSP.ini says. */
function cspIniState(path: string, keep: string | undefined) {
  const text = query(sh`if [ -e ${path} ]; then echo file; cat -- ${path} || exit; else echo absent; fi`, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => stdout,
  });
  const isKept =
    keep === undefined
      ? known(false)
      : query(sh`[ ! -e ${keep} ] || echo kept`, {
          reads: [`file:${keep}`],
          parse: ({ stdout }) => stdout !== '',
        });
  return mapQuery(all({ text, isKept }), ({ text: said, isKept: kept }): CspIniState => {
    const ini = cspIniText(said.slice(said.indexOf('\n') + 1));
    const is = said.startsWith('file\n') ? 'file' : 'absent';
    return { is, ini, reloading: ini.get('SYSTEM', 'RELOAD') === '1', isKept: kept };
  });
}

/** Its gateway would never take RELOAD=1 out again, and so never say that it has read the file. */
function refuseReadOnly(
  path: string,
  { ini, reloading }: CspIniState,
  differences: readonly CspDifference[],
): void {
  if (ini.get('SYSTEM', 'READONLY') !== '2' || (differences.length === 0 && !reloading)) return;
  const wanted = [...differences.map(words), ...(reloading ? ['[SYSTEM] RELOAD removed'] : [])];
  throw new RefusedError(`${path} says READONLY=2: its gateway may not write it`, {
    hint: `Set READONLY to 0 or 1 there, restart the web server, and run again. Or edit it by hand and restart: ${wanted.join(', ')}.`,
  });
}

function rewriting(
  { path, reloadWithinMs, keep }: Desired,
  edit: (text: string) => string,
  after: readonly Shell[] = [],
) {
  const touches: Resources = [`file:${path}`, ...(keep === undefined ? [] : [`file:${keep}` as const])];
  return dialogue(touches, async (host) => {
    await rewriteCspIni(host, { path, edit, reloadWithinMs, keep });
    for (const script of after) await host.run({ is: 'command', script, touches });
  });
}

/** An edit and the request to read it again come together: neither is there without the other. */
function edited(text: string, wanted: CspKeys): string {
  const so = editCspIni(text, wanted);
  return so === text ? text : editCspIni(so, { SYSTEM: { RELOAD: '1' } });
}

function wantedOf(
  differences: readonly CspDifference[],
  valueOf: (one: CspDifference) => string | undefined,
): CspKeys {
  const sections = [...new Set(differences.map(({ section }) => section))];
  return Object.fromEntries(
    sections.map((section) => [
      section,
      Object.fromEntries(
        differences.filter((one) => one.section === section).map((one) => [one.key, valueOf(one) ?? null]),
      ),
    ]),
  );
}

function words({ section, key, from, to }: CspDifference): string {
  const name = `[${section}] ${key}`;
  if (/password/i.test(key)) return `${name} ${to === undefined ? 'removed' : 'set'}, not shown`;
  if (to === undefined) return `${name} removed`;
  return from === undefined ? `${name}=${to}` : `${name}: ${from} → ${to}`;
}
