import { group, type TaskNode } from 'drover';
import { superServerPlace } from '../superserver.ts';
import type { Variables } from '../variables.ts';
import type { PlainRoll } from './plain-roll.ts';
import { sslConfiguration } from './ssl-configuration.ts';
import { superServer } from './super-server.ts';
import { superServerRecord } from './superserver-record.ts';
import { superServerSettings } from './superserver-settings.ts';

/** Last, when nobody asks for TLS any more: the level and the SSL configuration are as they were. */
export function superServerBack(vars: Variables, roll: PlainRoll): TaskNode {
  const settings = superServerSettings(vars);
  const record = superServerRecord(settings);
  const level = superServer(
    'The SuperServer has its old level',
    (scope) => {
      const { level: old, config } = record.level(scope) ?? { level: 0, config: '' };
      return {
        ...superServerPlace(settings),
        bound: 'exactly',
        level: old,
        config,
        foreseen: scope.check && roll.isForeseen(scope.host.name),
        clients: () => (old === 0 ? roll.missing(vars.superserver_clients) : []),
      };
    },
    { when: (scope) => record.level(scope) !== undefined },
  );
  const configuration = sslConfiguration(
    'The SSL configuration of the SuperServer is as it was',
    (scope) => {
      const properties = record.configuration(scope) ?? undefined;
      return {
        instance: settings.instance,
        name: '%SuperServer',
        state: properties === undefined ? 'absent' : 'present',
        properties,
      };
    },
    { when: (scope) => record.configuration(scope) !== undefined },
  );
  const tasks = [...record.read, level, configuration, ...record.forget];
  return group('SuperServer as it was', tasks, { tags: ['superserver'] });
}
