import { bracketed } from './bracketed.ts';
import type { Variables } from './variables.ts';

/** Where the portal is once it is secured, as browsers write it: without the port where it is the usual one. */
export function portalOrigin({ publicName, tlsPort }: Pick<Variables, 'publicName' | 'tlsPort'>): string {
  return `https://${bracketed(publicName)}${tlsPort === 443 ? '' : `:${tlsPort}`}`;
}
