import { type Scope, sh, type TaskNode } from 'drover';
import { file, probe } from 'drover/modules';
import { cspIni } from './gateway/csp-ini.ts';
import { cspIniText } from './gateway/csp-ini-text.ts';
import { keysBefore } from './gateway/keys-before.ts';
import { cspIniFile } from './gateway.ts';
import type { SuperServerSettings } from './superserver/superserver-settings.ts';

export interface GatewayBack {
  readonly nodes: readonly TaskNode[];
  readonly isChanged: (scope: Scope) => boolean;
}

/** Keys of CSP.ini that were changed say again what they said before, and the gateway has read them. */
export function gatewayBack(settings: SuperServerSettings): GatewayBack {
  const { path, keep, reloadWithinMs } = cspIniFile(settings);
  const kept = probe('CSP.ini before the first change is known', {
    script: sh`[ ! -f ${keep} ] || cat -- ${keep}`,
    reads: [`file:${keep}`],
  });
  const task = cspIni(
    'The gateway has its old settings',
    (scope) => ({ path, reloadWithinMs, keys: keysBefore(settings, cspIniText(scope.state(kept).stdout)) }),
    { when: (scope) => scope.state(kept).stdout.trim() !== '' },
  );
  return {
    nodes: [kept, task, file(`${keep} is gone`, { path: keep, state: 'absent' })],
    isChanged: (scope) => scope.changed(task),
  };
}
