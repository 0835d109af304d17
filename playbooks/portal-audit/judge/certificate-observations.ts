import { isIP } from 'node:net';
import type { Observation } from 'drover/reporters';
import type { TlsPeer } from '../outside/tls-peer.ts';
import type { AuditView } from './audit-view.ts';
import { word } from './command-words.ts';

/** Who the portal's certificate says it is, and who believes that. */
export function certificateObservations({ outside, target, openssl }: AuditView): readonly Observation[] {
  const { tls } = outside;
  if (tls.is !== 'tls' || tls.peer === undefined) return [];
  const name = `${isIP(target.publicName) === 0 ? '-verify_hostname' : '-verify_ip'} ${word(target.publicName)}`;
  const verify = openssl(target.tlsPort, `-verify_return_error ${name} -brief`);
  const show = `${openssl(target.tlsPort, '')} 2>/dev/null | openssl x509 -noout`;
  return [
    chainObservation(tls.peer, verify),
    namesObservation(tls.peer, `${show} -ext subjectAltName`),
    daysObservation(tls.peer, `${show} -enddate`),
    keyObservation(tls.peer, `${show} -text`),
  ];
}

function chainObservation(peer: TlsPeer, check: string): Observation {
  const subject = 'Chain';
  if (peer.trusted) {
    return {
      subject,
      severity: 'fine',
      found: `Trusted: ${peer.chainLength} certificates, signed by ${peer.issuer}.`,
      check,
    };
  }
  return {
    subject,
    severity: 'high',
    found: `Not trusted (${peer.distrust}): signed by ${peer.issuer}.`,
    check,
  };
}

function namesObservation({ wrongName, names }: TlsPeer, check: string): Observation {
  const subject = 'Names';
  if (wrongName === undefined)
    return { subject, severity: 'fine', found: `The certificate is for ${names}.`, check };
  return { subject, severity: 'high', found: wrongName.replace(/\.?$/, '.'), check };
}

function daysObservation({ daysLeft, notAfter }: TlsPeer, check: string): Observation {
  const subject = 'Days left';
  if (daysLeft < 0) return { subject, severity: 'high', found: `It expired on ${notAfter}.`, check };
  const found = `${daysLeft} days, until ${notAfter}.`;
  if (daysLeft < 7) return { subject, severity: 'high', found, check };
  if (daysLeft < 21) return { subject, severity: 'medium', found, check };
  return { subject, severity: 'fine', found, check };
}

function keyObservation({ key, keyIsWeak, protocol }: TlsPeer, check: string): Observation {
  const found = `${key}${keyIsWeak ? ', which is too short' : ''}; a whole handshake by ${protocol}.`;
  return { subject: 'Key', severity: keyIsWeak ? 'medium' : 'fine', found, check };
}
