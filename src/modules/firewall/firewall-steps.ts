import { type Command, commandOf } from '../../core/command.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { type Backend, rootPath, zoneWords } from './backend-state.ts';
import { rulesFile } from './nft-text.ts';
import type { FirewallParams } from './params.ts';
import type { Rule } from './rule.ts';
import { firewalldWord, ufwWords } from './words.ts';

/** A change that a program of the firewall makes. */
export type FirewallChange =
  /** The table is loaded from its file. */
  | { readonly is: 'load' }
  | { readonly is: 'ufw'; readonly rule: Rule }
  | { readonly is: 'ufw-policy'; readonly from: 'accept' | 'drop' }
  | {
      readonly is: 'firewalld';
      readonly live: boolean;
      readonly permanent: boolean;
      readonly running: boolean;
    };

type State = FirewallParams['state'];

/** Makes a change, or takes it back. */
export function firewallStep(change: FirewallChange, given: FirewallParams, way: 'there' | 'back'): Command {
  return commandOf(
    sh`${rootPath}
${scriptOf(change, given, way)}`,
    { touches: 'everything' },
  );
}

function scriptOf(change: FirewallChange, given: FirewallParams, way: 'there' | 'back'): Shell {
  const { state, policy } = given;
  const wanted = way === 'there' ? state : opposite(state);
  switch (change.is) {
    case 'load':
      return way === 'there' ? sh`nft -f ${rulesFile}` : sh`:`;
    case 'ufw':
      return ufwScript(change.rule, wanted);
    case 'ufw-policy': {
      const to = way === 'there' ? policy : change.from;
      return sh`ufw default ${to === 'accept' ? 'allow' : 'deny'} incoming`;
    }
    case 'firewalld':
      return firewalldScript(change, given, wanted);
  }
}

/** When the file is as it was, the table is so too. */
export const loadedAgain: Command = commandOf(
  sh`${rootPath}
if [ -f ${rulesFile} ]; then nft -f ${rulesFile}; else nft delete table inet drover 2>/dev/null; :; fi`,
  { touches: 'everything' },
);

/** What denies comes first, since the first rule that fits counts. */
function ufwScript(rule: Rule, state: State): Shell {
  const words = ufwWords(rule);
  if (state === 'absent') return sh`ufw --force delete ${words}`;
  return sh`ufw ${rule.action === 'accept' ? [] : ['prepend']} ${words}`;
}

function firewalldScript(
  { live, permanent, running }: Extract<FirewallChange, { is: 'firewalld' }>,
  given: FirewallParams,
  state: State,
): Shell {
  const word = `--${state === 'present' ? 'add' : 'remove'}-${firewalldWord(given)}`;
  const zone = zoneWords(given);
  if (!running) return sh`firewall-offline-cmd ${zone} ${word}`;
  const now = live ? sh`firewall-cmd ${zone} ${word} || exit` : sh`:`;
  return permanent
    ? sh`${now}
firewall-cmd --permanent ${zone} ${word}`
    : now;
}

function opposite(state: State): State {
  return state === 'present' ? 'absent' : 'present';
}

/** What to change in a firewall that keeps its rules itself. */
export function programChanges(
  backend: Backend,
  rule: Rule,
  given: FirewallParams,
): readonly FirewallChange[] {
  const isWished = given.state === 'present';
  if (backend.is === 'ufw') {
    if (given.policy !== undefined) {
      return backend.policy === given.policy ? [] : [{ is: 'ufw-policy', from: backend.policy }];
    }
    return backend.added.includes(ufwWords(rule).join(' ')) === isWished ? [] : [{ is: 'ufw', rule }];
  }
  if (backend.is !== 'firewalld') return [];
  const live = backend.isRunning && backend.isLive !== isWished;
  const permanent = backend.isPermanent !== isWished;
  return live || permanent ? [{ is: 'firewalld', live, permanent, running: backend.isRunning }] : [];
}
