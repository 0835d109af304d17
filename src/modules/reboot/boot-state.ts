import { readFile } from 'node:fs/promises';
import { all, controllerQuery, mapQuery, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

export interface BootState {
  /** Another with each start of the host; empty where the host has none. */
  readonly bootId: string;
  /** Whether something on the host asks for a restart, such as a new kernel. */
  readonly isRequired: boolean;
  /** The host is the machine that Drover runs on, or a container of it. */
  readonly isController: boolean;
}

const file = '/proc/sys/kernel/random/boot_id';
const marks = ['/run/reboot-required', '/var/run/reboot-required', '/run/reboot-needed'];

/** Asks which start of the host this is. */
export function bootId(): Query<string> {
  return query(sh`cat ${file} 2>/dev/null || :`, {
    reads: [`file:${file}`],
    parse: ({ stdout }) => stdout.trim(),
  });
}

/** Asks which start of the host this is, and whether another is due. */
export function bootState(): Query<BootState> {
  const required = query(
    sh`for f in ${marks}; do if [ -e "$f" ]; then echo yes; exit 0; fi; done
if command -v needs-restarting >/dev/null 2>&1; then needs-restarting -r >/dev/null 2>&1; [ $? -ne 1 ] || echo yes; fi`,
    { reads: marks.map((mark) => `file:${mark}` as const), parse: ({ stdout }) => stdout.includes('yes') },
  );
  const own = controllerQuery(() => readFile(file, 'utf8').catch(() => ''), []);
  return mapQuery(
    all<{ id: string; required: boolean; own: string }>({ id: bootId(), required, own }),
    (seen) => ({
      bootId: seen.id,
      isRequired: seen.required,
      isController: seen.id !== '' && seen.id === seen.own.trim(),
    }),
  );
}
