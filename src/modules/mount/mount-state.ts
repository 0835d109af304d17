import { all, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type DesiredEdit, type EditedFile, editSteps } from '../shared/edit-steps.ts';
import { decodedField } from './fstab-text.ts';

/** What is mounted at a path, as the kernel says (proc_pid_mountinfo(5)). */
export interface Mounted {
  readonly src: string;
  /** The directory of the file system that is seen there: not `/` where a directory is bound. */
  readonly root: string;
  readonly fstype: string;
  readonly opts: readonly string[];
}

interface MountPoint {
  /** Links are followed. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** The device that the source stands for; empty: it is none, or none was found. */
  readonly device: string;
  /** One upon the other: the last is what is seen. */
  readonly mounted: readonly Mounted[];
}

export interface MountState {
  readonly fstab: EditedFile;
  readonly point: MountPoint;
}

/** All that the kernel says about mounts. */
export const mountTable = '/proc/self/mountinfo';

/** Asks what is mounted at a path, and what fstab says. */
export function mountState(path: string, src: string | undefined, fstab: DesiredEdit): Query<MountState> {
  return all<{ fstab: EditedFile; point: MountPoint }>({
    fstab: editSteps.inspect(fstab),
    point: mountPoint(path, src ?? ''),
  });
}

// What stands in braces after a dollar sign would be a value of the template.
const withoutDot = sh`{r%??}`;

function mountPoint(path: string, src: string): Query<MountPoint> {
  const script = sh`p=${path}; s=${src}; r=$(readlink -f -- "$p" && echo .); r=$${withoutDot}; [ -n "$r" ] || r=$p
_p "$r"; printf '\0'; PATH=$PATH:/usr/sbin:/sbin
case $s in /dev/*) readlink -f -- "$s" || echo ;;
UUID=*|LABEL=*|PARTUUID=*|PARTLABEL=*) d=$(findfs "$s" 2>/dev/null) || d=; printf '%s\n' "$d" ;; *) echo ;; esac
if [ -d "$r" ]; then echo yes; else echo no; fi
cat ${mountTable}`;
  return query<MountPoint>(script, {
    reads: [`file:${mountTable}`, `directory:${path}`],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: (state) => ({ ...state, isDirectory: true }),
  });
}

function parse(stdout: string): MountPoint {
  const end = stdout.indexOf('\0');
  const path = stdout.slice(0, end);
  const [device = '', isDirectory, ...lines] = stdout.slice(end + 1).split('\n');
  const mounted = lines.flatMap((line) => mountedIn(line, path));
  return { path, device, isDirectory: isDirectory === 'yes', mounted };
}

function mountedIn(line: string, path: string): readonly Mounted[] {
  const [own = '', rest = ''] = line.split(/ - (.*)/);
  const [, , , root = '', point = '', opts = ''] = own.split(' ');
  if (decodedField(point) !== path) return [];
  const [fstype = '', src = '', more = ''] = rest.split(' ');
  const all = new Set([...opts.split(','), ...more.split(',')]);
  return [{ src: decodedField(src), root: decodedField(root), fstype, opts: [...all] }];
}
