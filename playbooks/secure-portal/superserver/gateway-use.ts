import { createHash } from 'node:crypto';
import { type Query, query, sh } from 'drover';
import { cspIniText } from '../gateway/csp-ini-text.ts';
import { type CspServer, cspServers, type SuperServerPlace } from '../gateway/csp-servers.ts';

/** How the gateway of a host reaches the SuperServer of that host. */
export type GatewayUse =
  | { readonly is: 'absent' }
  | { readonly is: 'unknown' }
  | {
      readonly is: 'file';
      readonly servers: readonly CspServer[];
      /** It was asked to read its file again, and has not done so yet. */
      readonly reloading: boolean;
      readonly sha256: string;
    };

/** Asks how the gateway reaches a SuperServer; in check mode unknown once something before would change its file. */
export function gatewayUse(path: string, place: SuperServerPlace): Query<GatewayUse> {
  return query<GatewayUse>(
    sh`if [ -e ${path} ]; then echo file; cat -- ${path} || exit; else echo absent; fi`,
    {
      reads: [`file:${path}`],
      parse: ({ stdout }) => {
        if (!stdout.startsWith('file\n')) return { is: 'absent' };
        const text = stdout.slice('file\n'.length);
        const ini = cspIniText(text);
        return {
          is: 'file',
          servers: cspServers(ini, place),
          reloading: ini.get('SYSTEM', 'RELOAD') === '1',
          sha256: createHash('sha256').update(text).digest('hex'),
        };
      },
      afterTouch: () => ({ is: 'unknown' }),
    },
  );
}
