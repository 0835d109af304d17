import { modeAfter } from '../shared/mode-after.ts';
import type { PathState } from '../shared/path-state.ts';
import type { FileMode } from '../shared/symbolic-mode.ts';
import type { CertDesired } from './cert-desired.ts';
import { certificateMode, keyMode } from './cert-params.ts';
import type { CertState } from './cert-state.ts';
import { type DesiredPkcs12, pkcs12Mode } from './pkcs12/pkcs12-params.ts';

/** What is desired, with modes in digits. */
export interface SettledCert extends CertDesired {
  readonly keyMode: string;
  readonly certificateMode: string;
  readonly pkcs12: SettledPkcs12 | undefined;
}

export interface SettledPkcs12 extends DesiredPkcs12 {
  readonly mode: string;
}

/** Letters start from what is there; a file that is made, from what is the default. */
export function settledCert(desired: CertDesired, { files }: CertState): SettledCert {
  const { pkcs12 } = desired;
  return {
    ...desired,
    keyMode: after(desired.keyMode, files.key, keyMode),
    certificateMode: after(desired.certificateMode, files.certificate, certificateMode),
    pkcs12: pkcs12 && { ...pkcs12, mode: after(pkcs12.mode, files.pkcs12, pkcs12Mode) },
  };
}

function after(wanted: FileMode, found: PathState, fresh: string): string {
  const mode = found.is === 'file' ? found.mode : fresh;
  return modeAfter(wanted, { mode, isDirectory: false });
}
