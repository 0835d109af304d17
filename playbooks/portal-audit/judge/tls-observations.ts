import type { Observation } from 'drover/reporters';
import type { TlsOffers } from '../outside/tls-offers.ts';
import type { AuditView } from './audit-view.ts';
import { cipherSeverity } from './cipher-severity.ts';
import { word } from './command-words.ts';
import { listed } from './listed.ts';

/** What the portal's TLS port offers to anyone. */
export function tlsObservations(view: AuditView): readonly Observation[] {
  const { outside, target, openssl } = view;
  const { tls } = outside;
  if (tls.is !== 'tls') {
    const why = tls.is === 'unreachable' ? `nothing answers (${tls.why})` : 'what answers does not speak TLS';
    return [
      {
        subject: 'TLS',
        severity: 'high',
        found: `On port ${target.tlsPort} ${why}: the portal has no TLS.`,
        check: openssl(target.tlsPort, '-brief'),
      },
    ];
  }
  const place = word(`${target.address}:${target.tlsPort}`);
  return [
    {
      subject: 'TLS',
      severity: 'fine',
      found: `Port ${target.tlsPort} speaks TLS.`,
      check: openssl(target.tlsPort, '-brief'),
    },
    protocolObservation(tls.offers, `sslscan --no-ciphersuites ${place}`),
    cipherObservation(tls.offers, `sslscan ${place}`),
    traitObservation(tls.offers, openssl(target.tlsPort, '-tls1_2')),
  ];
}

function protocolObservation({ offers }: TlsOffers, check: string): Observation {
  const offered = offers.filter(({ ciphers }) => ciphers.length > 0).map(({ protocol }) => protocol);
  const old = offered.filter((protocol) => protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3');
  const subject = 'Protocols';
  if (old.length > 0) {
    const severity = old.includes('SSLv3') ? 'high' : 'medium';
    return {
      subject,
      severity,
      found: `${listed(old)} accepted, beside ${listed(offered.slice(old.length)) || 'nothing newer'}.`,
      check,
    };
  }
  if (!offered.includes('TLSv1.3')) {
    return { subject, severity: 'note', found: 'TLSv1.2 only; TLSv1.3 is not offered.', check };
  }
  return { subject, severity: 'fine', found: `${listed(offered)}, and nothing older.`, check };
}

function cipherObservation({ offers }: TlsOffers, check: string): Observation {
  const ciphers = [...new Set(offers.flatMap((offer) => offer.ciphers))];
  const judged = ciphers.map((cipher) => ({ cipher, ...cipherSeverity(cipher) }));
  const [worst] = judged.toSorted((one, other) => other.rank - one.rank);
  if (worst === undefined || worst.rank === 0) {
    return {
      subject: 'Ciphers',
      severity: 'fine',
      found: `${ciphers.length}, all with forward secrecy and AEAD: ${listed(ciphers)}.`,
      check,
    };
  }
  const weak = judged.filter(({ rank }) => rank > 0);
  return {
    subject: 'Ciphers',
    severity: worst.severity,
    found: `${weak.length} of ${ciphers.length} are weak (${worst.reason}): ${listed(weak.map(({ cipher }) => cipher))}.`,
    check,
  };
}

function traitObservation(
  { compresses, renegotiatesSafely, hasTickets }: TlsOffers,
  check: string,
): Observation {
  const faults = [
    ...(compresses ? ['compresses (CRIME)'] : []),
    ...(renegotiatesSafely ? [] : ['does not renegotiate safely']),
  ];
  const subject = 'TLS options';
  if (faults.length > 0)
    return { subject, severity: 'medium', found: `The server ${listed(faults)}.`, check };
  const tickets = hasTickets ? 'session tickets are handed out' : 'no session tickets by TLSv1.2';
  return {
    subject,
    severity: hasTickets ? 'note' : 'fine',
    found: `No compression, safe renegotiation, ${tickets}.`,
    check,
  };
}
