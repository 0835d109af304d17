import type { PathState } from '../shared/path-state.ts';
import { permissionChanges } from '../shared/permission-changes.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import { planRequested } from './plan-requested.ts';
import { refuse } from './refuse.ts';
import { whyIssue } from './why-issue.ts';

/** What is left to do, or a RefusedError for what would destroy a key or cannot work on this host. */
export function planCert(current: CertState, desired: CertDesired): readonly CertChange[] {
  refuse(current, desired);
  const made = planPair(current, desired);
  return [...made, ...permit(current, desired, made[0])];
}

function planPair(current: CertState, desired: CertDesired): readonly CertChange[] {
  const { issuing } = desired;
  if (issuing.from === 'supplied') return planSupplied(current, desired);
  const reason = whyIssue(current, desired);
  if (reason === undefined) return [];
  const { why, newKey } = reason;
  if (issuing.from === 'private-ca') return [{ is: 'issue', why, key: newKey ? 'new' : 'kept' }];
  return planRequested({ current, desired, issuing, reason });
}

function planSupplied({ certificate, files }: CertState, { issuing }: CertDesired): readonly CertChange[] {
  if (issuing.from !== 'supplied') return [];
  const sameKey = files.key.is === 'file' && files.key.sha256 === issuing.keySha256;
  const sameChain = certificate.is === 'certificate' && certificate.pem === issuing.chain.pem;
  if (sameKey && sameChain) return [];
  const key = sameKey ? 'kept' : 'supplied';
  if (certificate.is === 'absent') return [{ is: 'install', why: 'absent', key }];
  const why = sameChain ? 'the key is not the supplied one' : 'not the supplied one';
  return [{ is: 'install', why, key }];
}

/** New files come with their permissions; a request changes neither file. */
function permit(
  { files }: CertState,
  { keyMode, certificateMode, owner, group }: CertDesired,
  made: CertChange | undefined,
): readonly CertChange[] {
  const installs = made?.is === 'issue' || made?.is === 'install';
  const newKey = installs && made.key !== 'kept';
  return [
    ...(newKey ? [] : permitOne('key', files.key, { mode: keyMode, owner, group })),
    ...(installs ? [] : permitOne('certificate', files.certificate, { mode: certificateMode, owner, group })),
  ];
}

function permitOne(
  of: 'key' | 'certificate',
  found: PathState,
  wanted: Parameters<typeof permissionChanges>[1],
): readonly CertChange[] {
  if (found.is !== 'file') return [];
  return permissionChanges(found, wanted).map((permissions) => ({ is: 'permit', of, permissions }));
}
