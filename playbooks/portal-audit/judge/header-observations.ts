import type { Observation, Severity } from 'drover/reporters';
import type { WebAnswer } from '../outside/web-answer.ts';
import type { AuditView } from './audit-view.ts';

const halfAYear = 15_768_000;

/** What the portal's page tells a browser about how to treat it. */
export function headerObservations({ outside, target, curl }: AuditView): readonly Observation[] {
  const { page, site } = outside;
  const look = curl('-sS -D - -o /dev/null', target.portalPath);
  if (page.is === 'silence') {
    return [{ subject: 'Portal page', severity: 'high', found: `No answer: ${page.why}.`, check: look }];
  }
  return [
    {
      subject: 'Portal page',
      severity: page.status === 200 ? 'fine' : 'note',
      found: `Answers ${page.status} by ${site}.`,
      check: curl("-sS -o /dev/null -w '%{http_code}\\n'", target.portalPath),
    },
    ...(site === 'https' ? [hsts(page, look)] : []),
    ...headers.map(({ subject, severity, is, missing }): Observation => {
      const value = is(page.headers);
      if (value === undefined) return { subject, severity, found: missing, check: look };
      return { subject, severity: 'fine', found: `${value}.`, check: look };
    }),
    serverHeader(page, look),
    cookies(page, site, look),
  ];
}

type Answer = Extract<WebAnswer, { readonly is: 'answer' }>;

interface Rule {
  readonly subject: string;
  readonly severity: Severity;
  readonly is: (headers: Answer['headers']) => string | undefined;
  readonly missing: string;
}

const headers: readonly Rule[] = [
  {
    subject: 'Content sniffing',
    severity: 'low',
    is: (all) =>
      all['x-content-type-options'] === 'nosniff' ? 'X-Content-Type-Options: nosniff' : undefined,
    missing: 'Browsers may guess what a file is: no X-Content-Type-Options.',
  },
  {
    subject: 'Framing',
    severity: 'low',
    is: (all) => {
      const frame = all['x-frame-options'];
      if (frame !== undefined) return `X-Frame-Options: ${frame}`;
      return all['content-security-policy']?.match(/frame-ancestors [^;]*/)?.[0];
    },
    missing: 'Any site may show the portal in a frame: no X-Frame-Options or frame-ancestors.',
  },
  {
    subject: 'Referrer',
    severity: 'note',
    is: (all) => {
      const policy = all['referrer-policy'];
      return policy === undefined ? undefined : `Referrer-Policy: ${policy}`;
    },
    missing: 'No Referrer-Policy: browsers follow their own.',
  },
];

function hsts({ headers: all }: Answer, check: string): Observation {
  const value = all['strict-transport-security'];
  const subject = 'HSTS';
  if (value === undefined) {
    return {
      subject,
      severity: 'medium',
      found: 'Browsers may come back without TLS: no Strict-Transport-Security.',
      check,
    };
  }
  const seconds = Number(/max-age="?(\d+)/i.exec(value)?.[1] ?? 0);
  if (seconds >= halfAYear) return { subject, severity: 'fine', found: `${value}.`, check };
  return { subject, severity: 'low', found: `${value}: less than half a year, as for a trial.`, check };
}

function serverHeader({ headers: all }: Answer, check: string): Observation {
  const { server, 'x-powered-by': powered } = all;
  const told = [server, powered].filter((one) => one !== undefined).join(', ');
  const tells = /\d/.test(told);
  const found = tells ? `The server tells its version: ${told}.` : `${told || 'Nothing'}, without a version.`;
  return { subject: 'Server header', severity: tells ? 'low' : 'fine', found, check };
}

function cookies({ cookies: sent }: Answer, site: 'http' | 'https', check: string): Observation {
  const subject = 'Cookies';
  const lacking = (word: string) => sent.filter((cookie) => !cookie.toLowerCase().includes(`; ${word}`));
  if (sent.length === 0) return { subject, severity: 'fine', found: 'None on this page.', check };
  const open = lacking('secure').map(nameOf);
  if (open.length > 0) {
    const why = site === 'https' ? 'not marked Secure' : 'sent without TLS';
    return { subject, severity: 'medium', found: `${open.join(', ')} ${why}.`, check };
  }
  const read = lacking('httponly').map(nameOf);
  if (read.length > 0)
    return { subject, severity: 'low', found: `Scripts can read ${read.join(', ')}.`, check };
  return {
    subject,
    severity: 'fine',
    found: `${sent.map(nameOf).join(', ')} marked Secure and HttpOnly.`,
    check,
  };
}

function nameOf(cookie: string): string {
  return cookie.split('=', 1)[0] ?? cookie;
}
