import { group, type Scope, type TaskNode } from 'drover';
import { httpProbe, tlsProbe } from 'drover/modules';
import { bracketed } from './bracketed.ts';
import { type Certificate, trustedBy } from './certificate.ts';
import { portalOrigin } from './portal-origin.ts';
import type { Variables } from './variables.ts';

/** Looks at the portal as its users see it: from the controller, by TLS, with the right chain. */
export function probes(vars: Variables, certificate: Certificate): TaskNode {
  const { publicName, address, tlsPort, plainPort, portal_path: path, portal_text: text } = vars;
  const trust = (scope: Scope) => {
    const ca = trustedBy(vars, certificate, scope);
    return ca === undefined ? {} : { ca };
  };
  const name = bracketed(publicName);
  const portal = `${portalOrigin(vars)}${path}`;
  const tasks = [
    tlsProbe('TLS answers with the right chain', (scope) => ({
      host: address,
      port: tlsPort,
      servername: publicName,
      ...trust(scope),
    })),
    httpProbe('The portal answers over HTTPS', (scope) => ({
      url: portal,
      address,
      ...trust(scope),
      expect: { status: 200, bodyIncludes: text },
    })),
    httpProbe('The plain port redirects', {
      url: `http://${name}:${plainPort}${path}`,
      address,
      expect: { status: 301, location: portal },
    }),
  ];
  return group('From outside', tasks, { tags: ['probes'] });
}
