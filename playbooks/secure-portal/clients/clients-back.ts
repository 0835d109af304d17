import { posix } from 'node:path';
import { group, type Scope, sh, type TaskNode } from 'drover';
import { assert, probe, service } from 'drover/modules';
import { putBack, type Revert } from '../before/put-back.ts';
import type { ClientHost } from './client-host-variables.ts';
import { revertProperties } from './edit-properties.ts';
import { jdbcProperties } from './jdbc.ts';
import { dataSourceSections, dropInOf, tlsFileSection } from './odbc.ts';
import { revertIni } from './revert-ini.ts';

/**
 * UNIX clients of the SuperServer on this host are as they were before: first what asks for TLS, then what it needs. Files
 * that others own too lose what was set in them, and nothing else.
 */
export function clientsBack(settings: ClientHost, isTaken: (scope: Scope) => boolean): TaskNode {
  const { odbc_ini: ini, odbc_tls_file: tls, odbc_ca_file: ca, jdbc_files: files } = settings;
  const { jdbc_trust_store: store, jdbc_trust_store_from: src, odbc_services: services } = settings;
  const directory = settings.client_before;
  const back = (path: string, revert?: Revert) =>
    putBack(`${path} is as it was`, { path, directory, ...(revert === undefined ? {} : { revert }) });
  const sources = dataSourceSections(settings);
  const names = Object.keys(jdbcProperties(settings));
  const odbc =
    sources.length === 0
      ? []
      : [
          back(ini, (now, before) => revertIni(now, before, sources)),
          ...services.map((unit) => serviceBack(unit, settings)),
          back(tls, (now, before) => revertIni(now, before, [tlsFileSection(settings)])),
          back(ca),
        ];
  const jdbc = [
    ...files.map((path) => back(path, (now, before) => revertProperties(now, before, names))),
    ...(store === undefined || src === undefined ? [] : [back(store)]),
  ];
  const tasks = [...odbc, ...jdbc];
  return group('Clients', tasks.length === 0 ? [] : [...mayGo(directory, isTaken), ...tasks], {
    tags: ['clients'],
  });
}

/** Whoever has something to be put back would be cut off by a SuperServer that requires TLS. */
function mayGo(directory: string, isTaken: (scope: Scope) => boolean): readonly TaskNode[] {
  const kept = probe('What is kept of clients is known', {
    script: sh`[ ! -d ${directory} ] || ls -A -- ${directory}`,
    reads: 'everything',
  });
  const may = assert('Clients can go without TLS', (scope) => ({
    that: scope.state(kept).stdout.trim() === '' || isTaken(scope),
    message: 'The SuperServer was not seen to take clients without TLS: they would be cut off',
    hint: 'Run unsecure-portal for the host of the SuperServer too, while its instance runs.',
  }));
  return [kept, may];
}

/** A service that runs reads its data sources anew, and forgets where TLS settings are. */
function serviceBack(unit: string, { odbc_ini: ini, client_before: directory }: ClientHost): TaskNode {
  const path = dropInOf(unit);
  const active = probe(`${unit} runs or not`, {
    script: sh`systemctl is-active -- ${unit}`,
    reads: [`unit:${unit}`],
    expect: () => undefined,
  });
  const dropIn = putBack(`${path} is as it was`, { path, directory, forget: false });
  const wasTold = (scope: Scope) => scope.changed(dropIn) || scope.state(dropIn).before !== 'nothing';
  const anew = service(
    `${unit} has read its old settings`,
    (scope) => ({
      name: unit,
      state: scope.state(active).stdout.trim() === 'active' ? 'started' : 'stopped',
      // Of what is gone only its directory can tell when that was.
      restartAfter: [posix.dirname(path), ini],
    }),
    { when: wasTold },
  );
  return group(unit, [active, dropIn, anew, putBack(`${path} is kept no longer`, { path, directory })]);
}
