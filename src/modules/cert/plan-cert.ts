import type { PathState } from '../shared/path-state.ts';
import { permissionChanges } from '../shared/permission-changes.ts';
import { permissionsFor, type WantedPermissions } from '../shared/permissions-for.ts';
import type { CertChange } from './cert-change.ts';
import type { CertDesired } from './cert-desired.ts';
import type { CertState } from './cert-state.ts';
import { whyPack } from './pkcs12/why-pack.ts';
import { planRequested } from './plan-requested.ts';
import { refuse } from './refuse.ts';
import { whyIssue } from './why-issue.ts';

/** What is left to do, or a RefusedError for what would destroy a key or cannot work on this host. */
export function planCert(current: CertState, desired: CertDesired): readonly CertChange[] {
  refuse(current, desired);
  const made = planPair(current, desired);
  return [...made, ...permit(current, desired, made[0]), ...planPkcs12(current, desired, made[0])];
}

function planPair(current: CertState, desired: CertDesired): readonly CertChange[] {
  const { issuing } = desired;
  if (issuing.from === 'supplied') return planSupplied(current, desired);
  const reason = whyIssue(current, desired);
  if (reason === undefined) return [];
  const { why, newKey } = reason;
  if (issuing.from === 'csr') return planRequested({ current, desired, issuing, reason });
  return [{ is: 'issue', why, key: newKey ? 'new' : 'kept' }];
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
  { key, certificate, keyMode, certificateMode, owner, group }: CertDesired,
  made: CertChange | undefined,
): readonly CertChange[] {
  const installs = made?.is === 'issue' || made?.is === 'install';
  const newKey = installs && made.key !== 'kept';
  const ofKey = { of: 'key', path: key, wanted: { mode: keyMode, owner, group } } as const;
  const ofCertificate = {
    of: 'certificate',
    path: certificate,
    wanted: { mode: certificateMode, owner, group },
  } as const;
  return [
    ...(newKey ? [] : permitOne(files.key, ofKey)),
    ...(installs ? [] : permitOne(files.certificate, ofCertificate)),
  ];
}

/** A request changes nothing yet: what it is for is not in place. */
function planPkcs12(
  current: CertState,
  { pkcs12, owner, group }: CertDesired,
  made: CertChange | undefined,
): readonly CertChange[] {
  if (pkcs12 === undefined || made?.is === 'request') return [];
  const { path, mode, alias } = pkcs12;
  const why = made === undefined ? whyPack(current, alias) : 'the pair is new';
  if (why !== undefined) return [{ is: 'pack', path, why }];
  return permitOne(current.files.pkcs12, { of: 'PKCS #12', path, wanted: { mode, owner, group } });
}

interface Permitted {
  readonly of: Extract<CertChange, { is: 'permit' }>['of'];
  readonly path: string;
  readonly wanted: WantedPermissions;
}

function permitOne(found: PathState, { of, path, wanted }: Permitted): readonly CertChange[] {
  if (found.is !== 'file') return [];
  return permissionChanges(found, permissionsFor(wanted, found)).map((permissions) => ({
    is: 'permit',
    of,
    path,
    permissions,
  }));
}
