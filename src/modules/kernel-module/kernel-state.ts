import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/** How the running kernel stands to a module. */
export interface KernelState {
  /** `builtin`: it is a part of the kernel itself. */
  readonly module: 'loaded' | 'builtin' | 'unloaded';
  /** Why it cannot be loaded or taken out here; undefined: it can. */
  readonly hindrance: 'no-modprobe' | 'no-right' | 'locked' | 'unknown' | undefined;
  readonly release: string;
}

const sysModule = 16n;

/** Asks whether a module is in the kernel, and whether one may load it. */
export function kernelState(name: string): Query<KernelState> {
  const file = name.replaceAll('-', '_');
  const inLists = `/${name.replaceAll(/[-_]/g, '[-_]')}[.]ko`;
  const script = sh`PATH=$PATH:/usr/sbin:/sbin; r=$(uname -r); echo "$r"; d=/lib/modules/$r
if grep -q ${`^${file} `} /proc/modules 2>/dev/null; then echo loaded
elif [ -d ${`/sys/module/${file}`} ] || grep -q ${inLists} "$d/modules.builtin" 2>/dev/null; then echo builtin
else echo unloaded; fi
sed -n 's/^CapEff:[^0-9a-f]*//p' /proc/self/status
cat /proc/sys/kernel/modules_disabled 2>/dev/null || echo 0
if ! command -v modprobe >/dev/null 2>&1; then echo no-modprobe
elif modprobe -n -- ${name} >/dev/null 2>&1 || grep -q ${inLists} "$d/modules.dep" 2>/dev/null; then echo known
else echo unknown; fi`;
  return query<KernelState>(script, {
    reads: ['file:/proc/modules', 'package:kmod', 'file:/lib/modules'],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: (state) =>
      state.hindrance === 'no-modprobe' || state.hindrance === 'unknown'
        ? { ...state, hindrance: undefined }
        : state,
  });
}

function parse(stdout: string): KernelState {
  const [release = '', module, rights = '', locked, found] = stdout.split('\n');
  return {
    release,
    module: module === 'loaded' || module === 'builtin' ? module : 'unloaded',
    hindrance: hindranceOf(rights, locked === '1', found),
  };
}

function hindranceOf(rights: string, isLocked: boolean, found: string | undefined): KernelState['hindrance'] {
  const mayLoad = /^[0-9a-f]+$/.test(rights) && ((BigInt(`0x${rights}`) >> sysModule) & 1n) === 1n;
  if (!mayLoad) return 'no-right';
  if (isLocked) return 'locked';
  return found === 'no-modprobe' || found === 'unknown' ? found : undefined;
}
