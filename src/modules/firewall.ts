import type { Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { type BackendState, backendState } from './firewall/backend-state.ts';
import { type FirewallChange, firewallStep, loadedAgain, programChanges } from './firewall/firewall-steps.ts';
import {
  type Ruleset,
  rulesetIn,
  rulesFile,
  withInclude,
  withRule,
  withRuleset,
} from './firewall/nft-text.ts';
import { orderOfProgram, orderOfTable, refuseShutOut } from './firewall/order-after.ts';
import { type OwnConnection, ownConnection } from './firewall/own-connection.ts';
import { type FirewallParams, firewallParams } from './firewall/params.ts';
import { keyOf, type Rule, ruleOf } from './firewall/rule.ts';
import { type DesiredEdit, type EditedFile, editSteps } from './shared/edit-steps.ts';

type FileName = 'rules' | 'debian' | 'redhat';

type Change =
  | FirewallChange
  | { readonly is: FileName; readonly change: ReturnType<typeof editSteps.plan>[number] };

interface FirewallState extends BackendState {
  readonly rules: EditedFile;
  readonly debian: EditedFile;
  readonly redhat: EditedFile;
}

type Desired = FirewallParams & { readonly files: Readonly<Record<FileName, DesiredEdit>> };

/**
 * Packets that come in are accepted, dropped or rejected, now and after the next start, by the firewall that is active
 * on the host. With nftables the rules are a table of their own, `inet drover`, kept in /etc/nftables-drover.conf, which
 * nftables.conf includes (the service nftables loads it at the start): what another table drops stays dropped. A
 * service of firewalld is looked up there, for the others in /etc/services. What would shut out the SSH connection that
 * Drover comes by is refused, and connections that are there go on.
 */
export const firewall = defineModule({
  name: 'firewall',
  summary:
    'Packets to a port or service, or from a source, are accepted, dropped or rejected: nftables, firewalld, ufw.',
  example: "firewall('The site is reached', { service: 'https', source: '10.0.0.0/8' })",
  params: firewallParams,
  desired: (given): Desired => ({
    ...given,
    files: {
      rules: editOf(
        rulesFile,
        given.state === 'present',
        (path) => sh`PATH=$PATH:/usr/sbin:/sbin; nft -c -f ${path}`,
      ),
      debian: editOf('/etc/nftables.conf', true),
      redhat: editOf('/etc/sysconfig/nftables.conf', true),
    },
  }),
  inspect: ({ files, ...given }) =>
    all<{
      backend: BackendState;
      own: OwnConnection | undefined;
      rules: EditedFile;
      debian: EditedFile;
      redhat: EditedFile;
    }>({
      own: ownConnection,
      backend: backendState(given),
      rules: editSteps.inspect(files.rules),
      debian: editSteps.inspect(files.debian),
      redhat: editSteps.inspect(files.redhat),
    }),
  plan: ({ backend: { backend, port }, own, ...files }, desired): readonly Change[] => {
    refuse({ backend, port }, desired);
    const rule = ruleOf(desired, port);
    const isTable = backend.is === 'nftables';
    const changes = isTable
      ? tableChanges({ backend, port, ...files }, rule, desired)
      : programChanges(backend, rule, desired);
    if (own === undefined || changes.length === 0) return changes;
    const order = isTable
      ? orderOfTable(targetOf(files, rule, desired))
      : orderOfProgram(backend, rule, desired);
    refuseShutOut(order, own, desired);
    return changes;
  },
  describe: (change, desired, { backend: { port } }) =>
    'change' in change
      ? editSteps.describe(change.change, desired.files[change.is])
      : { summary: wordsOf(change, desired, port) },
  apply: (change, desired, current): Step =>
    'change' in change
      ? editSteps.apply(change.change, desired.files[change.is], current[change.is])
      : firewallStep(change, desired, 'there'),
  undo: (change, desired, current): Step =>
    'change' in change
      ? editSteps.undo(change.change, desired.files[change.is], current[change.is])
      : firewallStep(change, desired, 'back'),
  afterUndo: (change) => (change.is === 'load' ? loadedAgain : undefined),
});

function editOf(path: string, isMade: boolean, validate?: DesiredEdit['validate']): DesiredEdit {
  return {
    path,
    permissions: {},
    validate,
    backup: false,
    sensitive: false,
    whenAbsent: isMade ? 'create' : 'leave',
    edit: (text) => ({ text, words: '' }),
  };
}

function refuse(
  { backend, port }: BackendState,
  { service, policy, zone, backend: forced }: FirewallParams,
): void {
  if (backend.is === 'denied') {
    throw new RefusedError('Only root knows the firewall of the host', { hint: 'Set become to true.' });
  }
  if (backend.is === 'none') {
    throw new RefusedError(`There is no ${forced ?? 'firewall that this module knows'} on the host`, {
      hint: 'Put a task before that installs it: packages with nftables, firewalld or ufw.',
    });
  }
  if (backend.is !== 'firewalld') {
    if (zone !== undefined)
      throw new RefusedError(`Only firewalld has zones, and the host has ${backend.is}`);
    if (service === undefined || port !== undefined) return;
    throw new RefusedError(`The host knows no service ${service}`, {
      hint: 'Give its port, or add it to /etc/services; Debian has that file in the package netbase.',
    });
  }
  if (policy !== undefined) {
    throw new RefusedError('firewalld has a target for each zone in place of a policy', {
      hint: 'Zones refuse what they do not accept; to change that, run firewall-cmd --permanent --set-target.',
    });
  }
  if (backend.problem !== '') throw new RefusedError(`firewalld says: ${backend.problem}`);
}

function tableChanges(current: FirewallState, rule: Rule, desired: Desired): readonly Change[] {
  const { policy, state, files } = desired;
  const change = changeOf(rule, desired);
  const words = policy === undefined ? `${keyOf(rule)} ${state}` : `policy ${policy}`;
  const edit = (text: string) => withRuleset(text, change, words);
  const rules = editSteps.plan(current.rules, { ...files.rules, edit });
  const target = targetOf(current, rule, desired);
  const { backend } = current;
  const live = backend.is === 'nftables' ? backend.live : undefined;
  const isNeeded = state === 'present' || current.rules.file.is !== 'absent';
  const name = current.redhat.file.is === 'absent' ? 'debian' : 'redhat';
  const included = isNeeded ? editSteps.plan(current[name], { ...files[name], edit: withInclude }) : [];
  return [
    ...rules.map((one) => ({ is: 'rules', change: one }) as const),
    ...included.map((one) => ({ is: name, change: one }) as const),
    ...(!isNeeded || isSame(live, target) ? [] : [{ is: 'load' } as const]),
  ];
}

function changeOf(rule: Rule, { policy, state }: Desired): (ruleset: Ruleset) => Ruleset {
  return (ruleset) => (policy === undefined ? withRule(ruleset, rule, state) : { ...ruleset, policy });
}

function targetOf({ rules }: Pick<FirewallState, 'rules'>, rule: Rule, desired: Desired): Ruleset {
  return changeOf(rule, desired)(textRuleset(rules));
}

function textRuleset({ content }: EditedFile): Ruleset {
  return rulesetIn(content.is === 'text' ? content.text : '');
}

function isSame(live: Ruleset | undefined, target: Ruleset): boolean {
  return live !== undefined && live.policy === target.policy && live.keys.join() === target.keys.join();
}

function wordsOf(change: FirewallChange, given: FirewallParams, port: string | undefined): string {
  if (change.is === 'load') return 'table inet drover loaded';
  if (change.is === 'ufw-policy') return `policy ${change.from} → ${given.policy}`;
  const words = `${keyOf(ruleOf(given, port ?? given.service))} ${given.state}`;
  return change.is === 'firewalld' && !change.running ? `${words}, from the next start of firewalld` : words;
}
