import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { type KernelState, kernelState } from './kernel-module/kernel-state.ts';
import { loadText, modprobeText } from './kernel-module/module-lines.ts';
import { type KernelModuleParams, kernelModuleParams } from './kernel-module/params.ts';
import { type DesiredEdit, type EditedFile, editSteps } from './shared/edit-steps.ts';
import { whenAbsent } from './shared/when-absent.ts';

interface KernelModuleState {
  readonly load: EditedFile;
  readonly modprobe: EditedFile;
  readonly kernel: KernelState;
}

type KernelModuleChange =
  | {
      readonly is: 'load' | 'modprobe';
      readonly change: ReturnType<typeof editSteps.plan>[number];
    }
  | { readonly is: 'insert' | 'take-out' };

interface DesiredModule extends KernelModuleParams {
  readonly load: DesiredEdit;
  readonly modprobe: DesiredEdit;
}

const hindrances = {
  'no-modprobe': 'there is no modprobe: install the package kmod',
  'no-right': 'this is a container, or no root: the machine around it has to do that',
  locked: 'it is locked (kernel.modules_disabled): only a restart of the host helps',
  unknown: 'it knows no such module: install the package with the modules of this kernel',
} as const;

/** A module of the kernel is loaded, now and after the next start, with its options; or it is not, or never. */
export const kernelModule = defineModule({
  name: 'kernelModule',
  summary: 'A module of the kernel is loaded, now and after the next start, or kept out.',
  example: "kernelModule('Bridges are filtered', { name: 'br_netfilter' })",
  params: kernelModuleParams,
  desired: (given): DesiredModule => ({
    ...given,
    load: editOf(
      `/etc/modules-load.d/${given.name}.conf`,
      given.state === 'present' && given.persistent,
      (text) => loadText(text, given),
    ),
    modprobe: editOf(
      `/etc/modprobe.d/${given.name}.conf`,
      given.state === 'blacklisted' || given.options !== undefined,
      (text) => modprobeText(text, given),
    ),
  }),
  inspect: ({ name, load, modprobe }) =>
    all<{ load: EditedFile; modprobe: EditedFile; kernel: KernelState }>({
      load: editSteps.inspect(load),
      modprobe: editSteps.inspect(modprobe),
      kernel: kernelState(name),
    }),
  plan: (current: KernelModuleState, desired): readonly KernelModuleChange[] => {
    const files = (['modprobe', 'load'] as const).flatMap((is) =>
      editSteps.plan(current[is], desired[is]).map((change) => ({ is, change })),
    );
    const kernel = kernelChanges(current.kernel, desired);
    // What keeps a module out would keep the way back from loading it: undo goes the other way round.
    return desired.state === 'present' ? [...files, ...kernel] : [...kernel, ...files];
  },
  describe: (change, desired) => {
    if (change.is === 'load' || change.is === 'modprobe') {
      return editSteps.describe(change.change, desired[change.is]);
    }
    return { summary: `${desired.name} ${change.is === 'insert' ? 'loaded' : 'unloaded'}` };
  },
  apply: (change, desired, current): Step =>
    change.is === 'load' || change.is === 'modprobe'
      ? editSteps.apply(change.change, desired[change.is], current[change.is])
      : moving(change.is, desired.name),
  undo: (change, desired, current): Step =>
    change.is === 'load' || change.is === 'modprobe'
      ? editSteps.undo(change.change, desired[change.is], current[change.is])
      : moving(change.is === 'insert' ? 'take-out' : 'insert', desired.name),
});

function editOf(path: string, isMade: boolean, edit: DesiredEdit['edit']): DesiredEdit {
  return {
    path,
    permissions: {},
    validate: undefined,
    backup: false,
    sensitive: false,
    whenAbsent: whenAbsent(isMade ? 'present' : 'absent', true),
    edit,
  };
}

function kernelChanges(
  { module, hindrance, release }: KernelState,
  { state, loaded, name }: DesiredModule,
): readonly KernelModuleChange[] {
  const isIn = module !== 'unloaded';
  if (!loaded || isIn === (state === 'present')) return [];
  if (module === 'builtin') {
    throw new RefusedError(`${name} is a part of the kernel ${release} itself and cannot be unloaded`, {
      hint: 'Set loaded to false to have only the files say so, or start another kernel.',
    });
  }
  if (hindrance === undefined) return [{ is: isIn ? 'take-out' : 'insert' }];
  throw new RefusedError(
    `The kernel ${release} cannot ${isIn ? 'unload' : 'load'} ${name} from here: ${hindrances[hindrance]}`,
    { hint: 'Set loaded to false to have it hold only from the next start of the host.' },
  );
}

/** Does nothing where it is so already. */
function moving(is: 'insert' | 'take-out', name: string): Step {
  const remove = is === 'take-out' ? sh`-r` : sh``;
  return commandOf(sh`PATH=$PATH:/usr/sbin:/sbin; modprobe ${remove} -- ${name}`, {
    touches: ['file:/proc/modules', 'file:/sys/module', 'file:/proc/sys'],
  });
}
