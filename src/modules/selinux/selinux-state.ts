import { all, mapQuery, type Query, query } from '../../core/query.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import { booleanIn, contextsIn, type Entry, portsIn } from './listings.ts';
import type { SelinuxParams } from './params.ts';

interface Looked {
  /** How SELinux is in the kernel; `off`: not at all. */
  readonly kernel: 'enforcing' | 'permissive' | 'off';
  readonly isRoot: boolean;
  /** Undefined: the policy has no such boolean, or none was asked for. */
  readonly boolean: { readonly live: boolean; readonly kept: boolean } | undefined;
  /** The type that was set on this host, and the one that the policy brings. */
  readonly local: string | undefined;
  readonly brought: string | undefined;
  /** How many files have another context than they should. */
  readonly mislabelled: number;
  /** What semanage could not say, and why. */
  readonly problem: string;
}

export interface SelinuxState extends Looked {
  readonly tools: ToolsState;
}

/** For programs of root, in English. */
export const rootPath = sh`PATH=$PATH:/usr/sbin:/sbin; LC_ALL=C; export PATH LC_ALL`;

/** What a file context or port is known by in the listings. */
export function subjectOf({ target, ftype, protocol, port }: SelinuxParams): string {
  return target === undefined ? `${protocol} ${port}` : `${ftype} ${target}`;
}

/** Asks how SELinux is, and how what is wanted stands to it. */
export function selinuxState(given: SelinuxParams): Query<SelinuxState> {
  const looked = query<Looked>(lookScript(given), {
    reads: 'everything',
    parse: ({ stdout }) => lookedOf(stdout, given),
  });
  return mapQuery(all({ looked, tools: toolsState(toolsFor(given)) }), ({ looked: seen, tools }) => ({
    ...seen,
    tools,
  }));
}

function toolsFor({ boolean, target, port }: SelinuxParams): readonly string[] {
  if (boolean !== undefined) return ['semanage', 'setsebool'];
  if (target !== undefined) return ['semanage', 'restorecon'];
  return port === undefined ? [] : ['semanage'];
}

function lookScript(given: SelinuxParams): Shell {
  return sh`${rootPath}
if [ -r /sys/fs/selinux/enforce ]; then cat /sys/fs/selinux/enforce; echo; else echo off; fi | head -n 1
id -u
[ "$(id -u)" = 0 ] && command -v semanage >/dev/null 2>&1 || exit 0
${listings(given)}`;
}

/** Each listing ends with a NUL; what is wrong comes last. Of thousands of lines only those that matter are kept. */
function listings({ boolean, target, port, restore }: SelinuxParams): Shell {
  if (boolean !== undefined) return listing(['boolean', '-l', '-n'], `${boolean} `);
  if (target === undefined && port === undefined) return sh`:`;
  const kind = target === undefined ? 'port' : 'fcontext';
  const only = target === undefined ? '_' : `${target} `;
  const relabel =
    restore === undefined
      ? sh`:`
      : sh`[ ! -e ${restore} ] || restorecon -R -n -v -- ${restore} 2>/dev/null | grep -c '[Rr]elabel'`;
  return sh`${listing([kind, '-l', '-n', '-C'], only)}
${listing([kind, '-l', '-n'], only)}
${relabel}; :`;
}

function listing(words: readonly string[], only: string): Shell {
  return sh`out=$({ semanage ${words} 2>&1 || echo '!failed'; } | grep -F -e ${only} -e Error -e '!failed')
case $out in *'!failed'*) printf '\0\0\0%s' "$out"; exit 0 ;; *) printf '%s\n\0' "$out" ;; esac`;
}

const kernels: Readonly<Record<string, Looked['kernel']>> = { 1: 'enforcing', 0: 'permissive' };

function lookedOf(stdout: string, given: SelinuxParams): Looked {
  const [enforce = '', uid, ...rest] = stdout.split('\n');
  return { kernel: kernels[enforce] ?? 'off', isRoot: uid === '0', ...listedOf(rest.join('\n'), given) };
}

function listedOf(listed: string, given: SelinuxParams): Omit<Looked, 'kernel' | 'isRoot'> {
  const [first = '', second = '', relabel = '', problem = ''] = listed.split('\0');
  const entries = given.target === undefined ? portsIn : contextsIn;
  const local = typeIn(entries(first), given);
  return {
    boolean: given.boolean === undefined ? undefined : booleanIn(first, given.boolean),
    local,
    brought: typeIn(entries(second), given, local),
    mislabelled: Number(relabel.trim() || 0),
    problem: problem.replace('!failed', '').trim().split('\n').at(-1) ?? '',
  };
}

/** The full listing holds what was set on the host as well. */
function typeIn(entries: readonly Entry[], given: SelinuxParams, local?: string): string | undefined {
  const subject = subjectOf(given);
  const own = entries.filter(({ of }) => of === subject).map(({ type }) => type);
  return own.find((type) => type !== local) ?? (local === undefined ? undefined : own.slice(1)[0]);
}
