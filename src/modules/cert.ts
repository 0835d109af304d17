import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { applyCert } from './cert/apply-cert.ts';
import type { CertChange } from './cert/cert-change.ts';
import { type CertDesired, certDesired } from './cert/cert-desired.ts';
import { certParams } from './cert/cert-params.ts';
import { certState } from './cert/cert-state.ts';
import { describeCert } from './cert/describe-cert.ts';
import { waitingPath } from './cert/install-pair.ts';
import { planCert } from './cert/plan-cert.ts';
import { touchedBy } from './cert/touched-by.ts';
import { putBack } from './shared/keep-file.ts';
import { setPermissions } from './shared/permission-changes.ts';

/** A TLS certificate and its key are on the host: in date, of one pair, for the right names, by the right issuer. */
export const cert = defineModule({
  name: 'cert',
  summary: 'A TLS certificate and its key are there, match, are for the names, and are renewed in time.',
  example: `cert('The site has a certificate', {
  certificate: '/etc/ssl/site.pem',
  key: '/etc/ssl/private/site.key',
  names: ['www.example.com'],
  issuer: { from: 'private-ca' },
})`,
  params: certParams,
  desired: certDesired,
  inspect: certState,
  plan: (current, desired): readonly CertChange[] => planCert(current, desired),
  describe: (change, desired) => ({ summary: describeCert(change, desired) }),
  apply: (change, desired, current) => applyCert(change, desired, current),
  undo: (change, desired) => {
    switch (change.is) {
      // Somebody may be signing it by now, and it changed neither the key nor the certificate in use.
      case 'request':
        return undefined;
      case 'pack': {
        const { path } = change;
        return commandOf(sh`rm -f -- ${waitingPath(path)}; ${putBack(path)}`, { touches: [`file:${path}`] });
      }
      case 'permit': {
        const { path, permissions } = change;
        return commandOf(setPermissions(path, permissions.from), { touches: [`file:${path}`] });
      }
      case 'issue':
      case 'install':
        return commandOf(putPairBack(desired), { touches: touchedBy(desired) });
    }
  },
});

/** Both, even where one cannot be put back: then the step fails, and half a pair is not left without a word. */
function putPairBack({ key, certificate, issuing }: CertDesired): Shell {
  const kept = [key, certificate, ...(issuing.from === 'csr' ? [issuing.pendingKey] : [])];
  return lines([
    sh`trap '' HUP INT TERM; r=0; rm -f -- ${[waitingPath(key), waitingPath(certificate)]}`,
    ...kept.map(
      (path) => sh`{ ${putBack(path)}
} || r=$?`,
    ),
    sh`exit "$r"`,
  ]);
}
