import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { packageProgram } from '../shared/package-program.ts';
import type { Facts } from './facts-schema.ts';

const script = sh`uname -s; uname -r; uname -m; uname -n
c=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || c=$(nproc 2>/dev/null) || c=; echo "$c"
m=$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo 2>/dev/null); echo "$m"
if [ -d /run/systemd/system ]; then i=systemd; elif [ -d /run/openrc ]; then i=openrc
else i=$(cat /proc/1/comm 2>/dev/null); fi; echo "$i"
b=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null); echo "$b"
${packageProgram}
echo "$m"
cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null || :`;

/** Asks what system a host is. */
export function osFacts(): Query<Facts['os']> {
  return query(script, {
    reads: ['file:/etc/os-release', 'file:/proc/sys/kernel/hostname', 'file:/usr/lib/os-release'],
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): Facts['os'] {
  const lines = stdout.split('\n');
  const at = (line: number) => lines[line] ?? '';
  return {
    kernel: at(0),
    release: at(1),
    architecture: at(2),
    hostname: at(3),
    ...(at(4) === '' ? {} : { cpus: Number(at(4)) }),
    ...(at(5) === '' ? {} : { memoryBytes: Number(at(5)) * 1024 }),
    init: at(6),
    bootId: at(7),
    packageManager: at(8),
    ...distributionOf(lines.slice(9)),
  };
}

type Distribution = Pick<Facts['os'], 'id' | 'like' | 'name' | 'version' | 'codename'>;

function distributionOf(said: readonly string[]): Distribution {
  const told = new Map(said.map((line) => [line.replace(/=.*/, ''), unquoted(line.replace(/^[^=]*=/, ''))]));
  const valueOf = (key: string) => told.get(key) ?? '';
  return {
    id: valueOf('ID'),
    like: valueOf('ID_LIKE').split(' ').filter(Boolean),
    name: valueOf('PRETTY_NAME') || valueOf('NAME'),
    version: valueOf('VERSION_ID'),
    codename: valueOf('VERSION_CODENAME'),
  };
}

/** A value as a shell would read it. */
function unquoted(value: string): string {
  const inner = /^'(.*)'$/.exec(value)?.[1];
  if (inner !== undefined) return inner;
  return (/^"(.*)"$/.exec(value)?.[1] ?? value).replace(/\\(.)/g, '$1');
}
