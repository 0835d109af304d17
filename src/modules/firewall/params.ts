import { z } from 'zod';
import { networkOf } from './network.ts';

const port = z.union([
  z.int().min(1).max(65_535),
  z.string().regex(/^\d{1,5}-\d{1,5}$/, 'must be a port, or a range such as 8000-8010'),
]);

const network = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
    error: 'must be an IP address or a network such as 10.0.0.0/8',
  })
  .transform(networkOf);

/** What `firewall` takes. */
export const firewallParams = z
  .strictObject({
    port: port.optional().meta({ description: "A port of the host, or a range: `'8000-8010'`." }),
    protocol: z.enum(['tcp', 'udp']).default('tcp').meta({ description: 'Of the port or service.' }),
    service: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, 'must be the name of a service, such as https')
      .optional()
      .meta({ description: 'A service, as firewalld knows it, or elsewhere /etc/services of the host.' }),
    source: network.optional().meta({ description: 'Whom the rule is for. Default: everybody.' }),
    action: z.enum(['accept', 'drop', 'reject']).default('accept').meta({
      description: 'What becomes of such packets. What is dropped or rejected comes before what is accepted.',
    }),
    policy: z.enum(['accept', 'drop']).optional().meta({
      description:
        'In place of a rule: what becomes of packets that no rule is about. Accept SSH before you drop the rest: otherwise that is refused.',
    }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether there is such a rule.' }),
    backend: z.enum(['nftables', 'firewalld', 'ufw']).optional().meta({
      description: 'Default: firewalld or ufw where one of them is active, and nftables otherwise.',
    }),
    zone: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be the name of a zone')
      .optional()
      .meta({ description: 'The zone of firewalld. Default: its default zone.' }),
  })
  .refine(({ port: one, service }) => one === undefined || service === undefined, {
    path: ['service'],
    message: 'comes in place of port',
  })
  .refine(
    ({ port: one, service, source, policy }) =>
      (policy !== undefined) !== [one, service, source].some((given) => given !== undefined),
    { message: 'give either policy, or a port, service or source' },
  )
  .refine(({ policy, state }) => policy === undefined || state === 'present', {
    path: ['state'],
    message: 'of a policy is not absent: give the other policy',
  })
  .refine(({ zone, backend }) => zone === undefined || backend === 'firewalld' || backend === undefined, {
    path: ['zone'],
    message: 'is of firewalld',
  });

export type FirewallParams = z.output<typeof firewallParams>;
