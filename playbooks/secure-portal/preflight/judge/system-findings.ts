import type { GateFinding } from 'drover';
import type { Variables } from '../../variables.ts';
import type { Room } from '../look/room.ts';
import type { System } from '../look/system.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** Bytes: sources, the copy in which they are built, and the staged tree; measured with httpd 2.4.68. */
const toBuild = 400_000_000;
/** Bytes: the new tree, beside the one that it replaces. */
const toInstall = 60_000_000;

/** Whether the host has what the build needs. */
export function systemFindings(state: PortalState, vars: Variables): readonly GateFinding[] {
  const { system, rooms } = state;
  const byUnit = vars.portal_route !== 'private' || vars.service_manager === 'systemd';
  return [
    finding('notes', 'system', system.name === '' ? 'An unknown system' : system.name),
    ...(byUnit && !system.isSystemd ? [noSystemd(vars)] : []),
    ...toolFindings(system, vars),
    ...roomFindings(rooms, vars),
  ];
}

function noSystemd({ portal_route: route }: Variables): GateFinding {
  const hint = route === 'private' ? 'Set service_manager: pidfile.' : 'Choose portal_route: private.';
  return finding(
    'stops',
    'system',
    `This host is not run by systemd, which portal_route: ${route} needs`,
    hint,
  );
}

const commands = {
  apt: 'apt-get install bzip2 gcc gpgv libc6-dev libexpat1-dev libpcre2-dev libssl-dev make openssl',
  dnf: 'dnf install bzip2 expat-devel gcc gnupg2 make openssl openssl-devel pcre2-devel',
  zypper: 'zypper install bzip2 gcc gpg2 libexpat-devel libopenssl-devel make openssl pcre2-devel',
  apk: 'apk add bzip2 expat-dev gcc gnupg make musl-dev openssl openssl-dev pcre2-dev',
} as const;

function toolFindings({ missing, packager }: System, vars: Variables): readonly GateFinding[] {
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  if (vars.install_packages && packager === 'apt')
    return [finding('notes', 'tools', `Will be installed: ${names}`)];
  const isBuilt = vars.portal_route !== 'existing';
  const command = isBuilt ? packager && commands[packager] : 'Install the package openssl';
  return [
    finding(
      'stops',
      'tools',
      `Not there: ${names}`,
      `${command ?? 'Install what the compiler needs for httpd'}.`,
    ),
  ];
}

/** What is in the work directory already need not be written again. */
function roomFindings(
  rooms: readonly Room[],
  { work_directory: work, httpdDirectory }: Variables,
): readonly GateFinding[] {
  const needs = rooms.map((room) => {
    const needed = room.directory === work ? Math.max(0, toBuild - room.usedBytes) : toInstall;
    return { ...room, needed: room.directory === httpdDirectory || room.directory === work ? needed : 0 };
  });
  return [...Map.groupBy(needs, ({ mount }) => mount).values()].flatMap((together) => {
    const [first] = together;
    const needed = together.reduce((sum, room) => sum + room.needed, 0);
    if (first?.freeBytes === undefined || first.freeBytes >= needed) return [];
    const where = together.map(({ directory }) => directory).join(' and ');
    const hint = together.some(({ directory }) => directory === work)
      ? 'Make room, or set work_directory.'
      : 'Make room.';
    const message = `${megabytes(first.freeBytes)} MB are left for ${where}, and ${megabytes(needed)} MB are needed`;
    return [finding('stops', 'room', message, hint)];
  });
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000);
}
