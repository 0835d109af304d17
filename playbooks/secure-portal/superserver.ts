import { existsSync } from 'node:fs';
import { DefinitionError, group, type Task, type TaskNode, transaction } from 'drover';
import { cert, copy, tlsProbe } from 'drover/modules';
import type { Accounts } from './accounts.ts';
import { type GatewayStage, gateway } from './gateway.ts';
import { answersOverTls } from './superserver/answers-over-tls.ts';
import { certificateShown } from './superserver/certificate-shown.ts';
import type { ClientRoll } from './superserver/client-roll.ts';
import { sslConfiguration } from './superserver/ssl-configuration.ts';
import { superServer } from './superserver/super-server.ts';
import type { SuperServerSettings } from './superserver/superserver-settings.ts';

export interface SuperServerOptions {
  /** The CA certificate on the controller that vouches for the SuperServer. */
  readonly ca: string;
  /** A task that looks at the portal through the gateway. */
  readonly portalAnswers: (name: string) => TaskNode;
}

interface Accepting {
  readonly node: TaskNode;
  readonly gateway: GatewayStage;
  /** What decides what the SuperServer does, and who may be cut off. */
  readonly decisive: readonly Task[];
}

/**
 * The SuperServer accepts TLS (level 1), and then the gateway is put on it: all or nothing. Taken back in reverse order,
 * so that at no moment the gateway asks for TLS where there is none.
 */
export function acceptTls(
  settings: SuperServerSettings,
  { ca, portalAnswers }: SuperServerOptions,
  { keyGroup }: Accounts,
): Accepting {
  const stage = gateway(settings, portalAnswers('The portal answers through the gateway'));
  const { instance, caFile, superserver_port: port, dialled: address } = settings;
  const own = certificateOf(settings, keyGroup);
  const decisive: readonly Task[] = [
    sslConfiguration('The SuperServer has its SSL configuration', {
      instance,
      name: '%SuperServer',
      properties: propertiesOf(settings),
      keep: beforeOf(settings).configuration,
    }),
    superServer('The SuperServer accepts TLS', {
      ...superServerPlace(settings),
      level: 1,
      keep: beforeOf(settings).level,
    }),
  ];
  const server = [
    ...own,
    copy('The CA of the SuperServer is on the host', (scope) => {
      // In a check there may be no CA yet.
      if (!existsSync(ca)) for (const task of own) scope.state(task);
      return { path: caFile, src: ca, mode: '0644' };
    }),
    ...decisive,
    answersOverTls('The SuperServer answers over TLS', {
      instance,
      address,
      port,
      caFile,
      restart: settings.superserver_restart,
    }),
    shown(settings),
    seenFromOutside('The SuperServer answers over TLS as others see it', settings, ca),
  ];
  const nodes = [group('SuperServer', server, { tags: ['superserver'] }), stage.node];
  return {
    node: transaction('SuperServer and gateway', nodes),
    gateway: stage,
    decisive: [...own, ...decisive, stage.task],
  };
}

/** For a timer: its certificate is renewed where it is issued here, and shown. Nothing where it has none of ours. */
export function renewedServer(settings: SuperServerSettings, { keyGroup }: Accounts): readonly TaskNode[] {
  if (settings.superserver_level === undefined) return [];
  const tasks = [...certificateOf(settings, keyGroup), shown(settings)];
  return [group('SuperServer', tasks, { tags: ['superserver'] })];
}

function shown(settings: SuperServerSettings): TaskNode {
  const { instance, caFile, superserver_port: port, dialled: address } = settings;
  return certificateShown('The SuperServer shows its certificate', {
    instance,
    address,
    port,
    caFile,
    certificate: settings.certificateOfServer,
    restart: settings.superserver_restart,
  });
}

/** The SuperServer requires TLS (level 2): last, and only when the gateway and all clients have answered over TLS. */
export function requireTls(
  settings: SuperServerSettings,
  { ca, portalAnswers }: SuperServerOptions,
  roll: ClientRoll,
): readonly TaskNode[] {
  if (settings.superserver_level !== 2) return [];
  const names = settings.superserver_clients;
  if (names === undefined) {
    throw new DefinitionError('superserver_level is 2, but superserver_clients is not set', {
      hint: 'Name the hosts that use the SuperServer: each must answer over TLS before. [] if the gateway is the only one.',
    });
  }
  const tasks = [
    superServer('The SuperServer requires TLS', (scope) => ({
      ...superServerPlace(settings),
      level: 2,
      keep: beforeOf(settings).level,
      foreseen: scope.check && roll.isForeseen(scope.host.name),
      clients: (fingerprint = '') => roll.missing(names, fingerprint),
    })),
    seenFromOutside('The SuperServer still answers over TLS', settings, ca),
    portalAnswers('The portal answers over TLS only'),
  ];
  return [transaction('SuperServer requires TLS', tasks, { tags: ['superserver'] })];
}

/** Where what the instance was told before is noted, for root only. */
export function beforeOf({ beforeDirectory: directory }: SuperServerSettings) {
  return { level: `${directory}/superserver`, configuration: `${directory}/ssl-configuration` };
}

/** Which SuperServer it is, and who uses it. */
export function superServerPlace(settings: SuperServerSettings) {
  return {
    instance: settings.instance,
    port: settings.superserver_port,
    bindAddress: settings.superserver_bind_address,
    addresses: settings.spellings,
    cspIni: settings.cspIniFile,
    caFile: settings.caFile,
  };
}

function propertiesOf({
  tlsKeys,
  certificateOfServer,
  keyOfServer,
}: SuperServerSettings): Record<string, string> {
  return {
    Type: '1',
    Enabled: '1',
    CertificateFile: certificateOfServer,
    PrivateKeyFile: keyOfServer,
    ...(tlsKeys === 'versions' ? { TLSMinVersion: '16', TLSMaxVersion: '32' } : { Protocols: '16' }),
  };
}

function certificateOf(settings: SuperServerSettings, keyGroup: Accounts['keyGroup']) {
  if (!settings.isOwn) return [];
  const { names, dialled, ca_directory: directory } = settings;
  return [
    cert('The SuperServer has a certificate', (scope) => ({
      certificate: settings.certificateOfServer,
      key: settings.keyOfServer,
      // The gateway dials it by loopback.
      names: [...new Set([...names, dialled, 'localhost'])],
      issuer: { from: 'private-ca', directory },
      renewBeforeDays: settings.renew_before_days,
      keyMode: '0640',
      ...groupOf(keyGroup(scope)),
    })),
  ];
}

function groupOf(group: string): { readonly group?: string } {
  return group === '' ? {} : { group };
}

function seenFromOutside(name: string, settings: SuperServerSettings, ca: string): TaskNode {
  const { address: host, superserver_port: port, publicName: servername } = settings;
  return tlsProbe(name, { host, port, servername, ca });
}
