import type { Observation } from 'drover/reporters';
import type { AuditView } from './audit-view.ts';
import { cipherSeverity } from './cipher-severity.ts';
import { listed } from './listed.ts';

/** How the SuperServer can be reached from other hosts: in plain, over TLS, or both. */
export function superServerObservations({
  inside,
  outside,
  target,
  openssl,
}: AuditView): readonly Observation[] {
  const subject = 'SuperServer';
  const { superServer } = outside;
  const port = target.superServerPort ?? inside.superServerPort;
  if (superServer === undefined || port === undefined) {
    const found = 'Not looked at: qlist does not tell its port; set superserver_port.';
    return [{ subject, severity: 'note', found, check: 'iris qlist || ccontrol qlist' }];
  }
  const { tls, answersPlain } = superServer;
  const check = openssl(port, '-brief');
  if (tls.is === 'unreachable') {
    return [{ subject, severity: 'fine', found: `Port ${port} is not open to other hosts.`, check }];
  }
  if (tls.is === 'no-tls') {
    const found = `Port ${port} speaks no TLS: clients and their passwords are not protected (level 0).`;
    return [{ subject, severity: 'medium', found, check }];
  }
  const trust = tls.peer?.trusted === false ? ` Its certificate is not trusted (${tls.peer.distrust}).` : '';
  const ciphers = tls.offers.offers.flatMap((offer) => offer.ciphers);
  const weak = ciphers.filter((cipher) => cipherSeverity(cipher).rank > 2);
  if (weak.length > 0) {
    return [{ subject, severity: 'medium', found: `Port ${port} takes ${listed(weak)}.${trust}`, check }];
  }
  if (answersPlain) {
    const found = `Port ${port} takes clients with TLS and without (level 1).${trust}`;
    return [{ subject, severity: 'low', found, check }];
  }
  const protocols = tls.offers.offers.flatMap((offer) => (offer.ciphers.length > 0 ? [offer.protocol] : []));
  const found = `Port ${port} speaks ${listed(protocols)}, and did not answer without TLS (level 2).${trust}`;
  return [{ subject, severity: trust === '' ? 'fine' : 'low', found, check }];
}
