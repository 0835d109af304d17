import type { Observation } from 'drover/reporters';
import { portalOrigin } from '../../secure-portal/portal-origin.ts';
import { managementPath, nowhere, type Outside } from '../outside/look-outside.ts';
import type { AuditView } from './audit-view.ts';
import { listed } from './listed.ts';

/** Who gets to what: by the plain port, by other methods, and to files that are nobody's business. */
export function accessObservations(view: AuditView): readonly Observation[] {
  return [redirect(view), methods(view), paths(view), management(view)];
}

function redirect({ outside, target, plainCurl }: AuditView): Observation {
  const { plainPage } = outside;
  const { plainPort, portalPath } = target;
  const subject = 'Redirect';
  const check = plainCurl('-sS -D - -o /dev/null', portalPath);
  if (plainPage.is === 'silence') {
    return { subject, severity: 'fine', found: `Nothing answers on the plain port ${plainPort}.`, check };
  }
  const { status, headers } = plainPage;
  const location = headers['location'] ?? '';
  if (status >= 300 && status < 400 && location.startsWith('https://')) {
    const right = isSameUrl(location, `${portalOrigin(target)}${portalPath}`);
    return { subject, severity: right ? 'fine' : 'note', found: `${status} to ${location}.`, check };
  }
  if (status >= 300 && status < 400) {
    return {
      subject,
      severity: 'medium',
      found: `${status} to ${location || 'nowhere'}, which is not HTTPS.`,
      check,
    };
  }
  if (status >= 400) return { subject, severity: 'fine', found: `The plain port answers ${status}.`, check };
  return {
    subject,
    severity: 'high',
    found: `The plain port serves the portal: passwords and sessions travel as clear text.`,
    check,
  };
}

/** The usual port may be written or not. */
function isSameUrl(one: string, other: string): boolean {
  return URL.parse(one)?.href === URL.parse(other)?.href;
}

function methods({ outside, curl }: AuditView): Observation {
  const taken = Object.entries(outside.methods).flatMap(([method, answer]) =>
    answer.is === 'answer' && answer.status < 300 ? [method] : [],
  );
  const check = curl("-sS -o /dev/null -w '%{http_code}\\n' -X TRACE", nowhere);
  if (taken.length === 0) {
    return {
      subject: 'Methods',
      severity: 'fine',
      found: `${Object.keys(outside.methods).join(', ')} are refused.`,
      check,
    };
  }
  const severity = taken.includes('TRACE') ? 'medium' : 'low';
  return { subject: 'Methods', severity, found: `${listed(taken)} answered as done.`, check };
}

function paths({ outside, curl }: AuditView): Observation {
  const all = Object.entries(outside.paths);
  const open = all.filter(([, answer]) => answer.is === 'answer' && answer.status < 400);
  const spilt = open.filter(([, answer]) => answer.is === 'answer' && /^\[SYSTEM\]/m.test(answer.body));
  const [first] = spilt.length > 0 ? spilt : open;
  const check = curl("--path-as-is -sS -o /dev/null -w '%{http_code}\\n'", first?.[0] ?? '/csp/bin/CSP.ini');
  const subject = 'Denied paths';
  if (spilt.length > 0) {
    return {
      subject,
      severity: 'critical',
      found: `Anyone can read ${listed(spilt.map(([path]) => path))}.`,
      check,
    };
  }
  if (open.length > 0) {
    return {
      subject,
      severity: 'medium',
      found: `Not denied: ${listed(open.map(([path]) => path))}.`,
      check,
    };
  }
  return { subject, severity: 'fine', found: `All ${all.length} are denied, ${statuses(outside)}.`, check };
}

function management({ outside, curl }: AuditView): Observation {
  const { management: answer } = outside;
  const subject = 'Gateway pages';
  const check = curl("-sS -o /dev/null -w '%{http_code}\\n'", managementPath);
  if (answer.is === 'silence')
    return { subject, severity: 'note', found: `No answer: ${answer.why}.`, check };
  if (/not authorized to use this facility/i.test(answer.body)) {
    return { subject, severity: 'low', found: 'The gateway refuses us, the web server does not.', check };
  }
  if (answer.status < 400) {
    return {
      subject,
      severity: 'medium',
      found: `The gateway's management pages answer ${answer.status} from here.`,
      check,
    };
  }
  return {
    subject,
    severity: 'fine',
    found: `The gateway's management pages answer ${answer.status} from here.`,
    check,
  };
}

function statuses({ paths: all }: Outside): string {
  const told = Object.values(all).map((answer) =>
    answer.is === 'answer' ? String(answer.status) : 'no answer',
  );
  return [...new Set(told)].join(' or ');
}
