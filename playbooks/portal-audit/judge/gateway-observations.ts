import type { Observation } from 'drover/reporters';
import type { IniEntry } from '../inside/ini-entries.ts';
import type { AuditView } from './audit-view.ts';
import { word } from './command-words.ts';
import { listed } from './listed.ts';

/** What CSP.ini says of who may manage the gateway, and how it speaks with the SuperServer. */
export function gatewayObservations({ inside, target }: AuditView): readonly Observation[] {
  const file = `${target.gatewayDirectory}/CSP.ini`;
  const { gateway } = inside;
  if (gateway === undefined) {
    const found = `There is no ${file}: set gateway_directory if it is elsewhere.`;
    return [{ subject: 'Gateway', severity: 'note', found, check: `ls -l ${word(file)}` }];
  }
  const { settings, mode } = gateway;
  return [
    managers(settings, file),
    ...passwords(settings, file),
    ...connections(settings, file),
    fileMode(mode, file),
  ];
}

function managers(settings: readonly IniEntry[], file: string): Observation {
  const system = (key: string) => settings.find((one) => one.section === 'SYSTEM' && one.key === key)?.value;
  const check = `grep -E '^(System_Manager|SM_Forms)' ${word(file)}`;
  const subject = 'Gateway managers';
  const allowed = system('System_Manager') ?? '';
  if (system('SM_Forms')?.toLowerCase() === 'disabled') {
    return { subject, severity: 'fine', found: 'Management pages are switched off (SM_Forms).', check };
  }
  if (/\*\.\*\.\*/.test(allowed)) {
    return {
      subject,
      severity: 'high',
      found: `Any machine may open the management pages (System_Manager=${allowed}).`,
      check,
    };
  }
  if (system('System_Manager_UNPW_Override') === '1') {
    return {
      subject,
      severity: 'medium',
      found: 'Listed machines manage the gateway without a password.',
      check,
    };
  }
  return {
    subject,
    severity: 'fine',
    found: `Management pages are for ${allowed || 'the host itself'}.`,
    check,
  };
}

function passwords(settings: readonly IniEntry[], file: string): readonly Observation[] {
  const forms = settings.filter(({ key }) => key === 'Password');
  const known = forms.filter(({ value }) => value === 'well-known').map(({ section }) => `[${section}]`);
  const subject = 'Gateway passwords';
  const check = `grep -nE '^(\\[|Password)' ${word(file)}`;
  if (known.length > 0) {
    return [
      { subject, severity: 'high', found: `A password that everybody knows in ${listed(known)}.`, check },
    ];
  }
  const set = forms.filter(({ value }) => value === 'set').length;
  return [{ subject, severity: 'fine', found: `${set} set, none of them one that is shipped.`, check }];
}

/** One line for each server that the gateway knows. */
function connections(settings: readonly IniEntry[], file: string): readonly Observation[] {
  const sections = [
    ...new Set(settings.filter(({ key }) => key === 'Ip_Address').map(({ section }) => section)),
  ];
  return sections.map((section): Observation => {
    const value = (key: string) => settings.find((one) => one.section === section && one.key === key)?.value;
    const subject = `Gateway to ${section}`;
    const check = `sed -n '/^\\[${section}\\]/,/^\\[[^]]*$/p' ${word(file)} | grep -v Password`;
    const where = `${value('Ip_Address')}:${value('TCP_Port') ?? '?'}`;
    const isHere = /^(127\.|localhost$|::1$)/.test(value('Ip_Address') ?? '');
    // The reference says 4, all of the vendor's own files say 10.
    if (!['4', '10'].includes(value('Connection_Security_Level') ?? '')) {
      return { subject, severity: isHere ? 'low' : 'medium', found: `To ${where} without TLS.`, check };
    }
    if (value('SSLCC_Verify_Peer') !== '1') {
      return {
        subject,
        severity: 'medium',
        found: `To ${where} by TLS, but whoever answers is believed (SSLCC_Verify_Peer).`,
        check,
      };
    }
    return { subject, severity: 'fine', found: `To ${where} by TLS, verified.`, check };
  });
}

function fileMode(mode: string, file: string): Observation {
  const isOpen = mode.charAt(7) !== '-' || mode.charAt(8) !== '-';
  return {
    subject: 'CSP.ini',
    severity: isOpen ? 'medium' : 'fine',
    found: isOpen
      ? `Every user of the host can read its passwords (${mode}).`
      : `Not for every user of the host (${mode}).`,
    check: `ls -l ${word(file)}`,
  };
}
