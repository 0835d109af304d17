import type { TaskNode } from 'drover';
import { httpProbe } from 'drover/modules';
import { portalOrigin } from '../portal-origin.ts';
import type { Variables } from '../variables.ts';

/** Looks at the portal through the gateway, as its users do. */
export function portalAnswers(name: string, vars: Variables): TaskNode {
  const url = vars.gateway_probe_url ?? `${portalOrigin(vars)}${vars.portal_path}`;
  const isPrivate = vars.certificate_from === 'private-ca';
  const ca = vars.trust_file ?? (isPrivate ? vars.client.ca : undefined);
  return httpProbe(name, {
    url,
    address: vars.address,
    ...(ca === undefined || url.startsWith('http:') ? {} : { ca }),
    expect: { status: 200, bodyIncludes: vars.portal_text },
  });
}
