import { type Command, commandOf } from '../../core/command.ts';
import { RefusedError } from '../../core/errors.ts';
import { type Shell, sh } from '../../core/sh.ts';
import type { SelinuxParams } from './params.ts';
import { rootPath, type SelinuxState, subjectOf } from './selinux-state.ts';

export type PolicyChange =
  | { readonly is: 'boolean'; readonly live: boolean; readonly kept: boolean }
  | { readonly is: 'type'; readonly from: string | undefined; readonly to: string | undefined }
  | { readonly is: 'relabel'; readonly count: number }
  | { readonly is: 'enforce'; readonly from: 'enforcing' | 'permissive' };

/** What is to change in the policy for a boolean, a file context or a port. */
export function policyChanges(current: SelinuxState, given: SelinuxParams): readonly PolicyChange[] {
  const { boolean, value } = given;
  if (boolean !== undefined) {
    if (current.boolean === undefined) {
      throw new RefusedError(`The policy of the host has no boolean ${boolean}`, {
        hint: 'semanage boolean -l lists them.',
      });
    }
    const { live, kept } = current.boolean;
    return kept === value && (live === value || current.kernel === 'off')
      ? []
      : [{ is: 'boolean', live, kept }];
  }
  const change = given.state === 'present' ? typeChange(current, given) : removal(current, given);
  if (change !== undefined) return [change];
  return current.mislabelled === 0 ? [] : [{ is: 'relabel', count: current.mislabelled }];
}

function typeChange({ local, brought }: SelinuxState, { setype }: SelinuxParams): PolicyChange | undefined {
  return (local ?? brought) === setype ? undefined : { is: 'type', from: local, to: setype };
}

function removal({ local, brought }: SelinuxState, given: SelinuxParams): PolicyChange | undefined {
  const { setype } = given;
  if (local !== undefined && (setype === undefined || local === setype)) {
    return { is: 'type', from: local, to: undefined };
  }
  if (local === undefined && brought !== undefined && (setype === undefined || brought === setype)) {
    throw new RefusedError(`${subjectOf(given)} has its type ${brought} by the policy itself`, {
      hint: 'It cannot be absent; give it another type.',
    });
  }
  return undefined;
}

/** Makes a change, or takes it back. */
export function policyStep(
  change: PolicyChange,
  given: SelinuxParams,
  current: SelinuxState,
  way: 'there' | 'back',
): Command {
  const isBack = way === 'back';
  return commandOf(
    sh`${rootPath}
${scriptOf(change, given, current, isBack)}`,
    { touches: 'everything', timeoutMs: 60 * 60_000 },
  );
}

function scriptOf(change: PolicyChange, given: SelinuxParams, current: SelinuxState, isBack: boolean): Shell {
  const { boolean = '', value, restore, mode } = given;
  switch (change.is) {
    case 'boolean': {
      if (!isBack) return sh`setsebool -P ${boolean} ${onOff(value)}`;
      const live = change.live === change.kept ? sh`:` : sh`setsebool ${boolean} ${onOff(change.live)}`;
      return sh`setsebool -P ${boolean} ${onOff(change.kept)} && ${live}`;
    }
    case 'type':
      return sh`${typeScript(isBack ? change.from : change.to, given, current)} && ${relabelled(restore)}`;
    case 'relabel':
      // What had another context before is not known by name.
      return isBack ? sh`:` : relabelled(restore);
    case 'enforce':
      return sh`setenforce ${(isBack ? change.from : mode) === 'enforcing' ? 1 : 0}`;
  }
}

/** Adds, modifies or deletes by what is there when it is run: also when it was run by half before. */
function typeScript(type: string | undefined, given: SelinuxParams, { kernel }: SelinuxState): Shell {
  const { target, ftype, port, protocol } = given;
  const kind = target === undefined ? 'port' : 'fcontext';
  const which = target === undefined ? ['-p', protocol, String(port)] : ['-f', ftype, target];
  const quiet = kernel === 'off' ? ['-N'] : [];
  if (type === undefined)
    return sh`{ semanage ${kind} ${quiet} -d ${which} || ! semanage ${kind} -l -n -C | grep -qF -- ${target ?? `${port}`}; }`;
  return sh`{ semanage ${kind} ${quiet} -a -t ${type} ${which} 2>/dev/null || semanage ${kind} ${quiet} -m -t ${type} ${which}; }`;
}

function relabelled(restore: string | undefined): Shell {
  return restore === undefined ? sh`:` : sh`{ [ ! -e ${restore} ] || restorecon -R -- ${restore}; }`;
}

function onOff(value: boolean | undefined): string {
  return value === true ? 'on' : 'off';
}

/** A change in words. */
export function policyWords(change: PolicyChange, given: SelinuxParams): string {
  switch (change.is) {
    case 'boolean':
      return `${given.boolean} ${onOff(!(given.value ?? false))} → ${onOff(given.value)}`;
    case 'type': {
      const { from, to } = change;
      const types = to === undefined ? `${from} removed` : `${from === undefined ? '' : `${from} → `}${to}`;
      return `${subjectOf(given)}: ${types}`;
    }
    case 'relabel':
      return `${change.count} below ${given.restore} labelled again`;
    case 'enforce':
      return `${change.from} → ${given.mode}, now`;
  }
}
