import { defineModule, mapQuery, RefusedError } from 'drover';
import { z } from 'zod';
import type { ClientRoll } from './client-roll.ts';
import { type Handshake, handshake } from './handshake.ts';

const params = z.strictObject({
  client: z.string().min(1).meta({ description: 'The name of the client in the inventory.' }),
  server: z.string().min(1).meta({ description: 'How the client dials the SuperServer.' }),
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  caFile: z
    .string()
    .startsWith('/')
    .meta({ description: 'The CA that the client trusts, where the handshake is made.' }),
  roll: z
    .custom<ClientRoll>((given) => typeof given === 'object')
    .meta({ description: 'Where it is noted.' }),
});

/** From where a client is, the SuperServer answers over TLS with a certificate that leads to the CA. It is noted who has. */
export const clientAnswers = defineModule({
  name: 'clientAnswers',
  summary: 'From where a client is, the SuperServer answers over TLS.',
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ client, server, port, caFile, roll }) =>
    mapQuery(handshake({ address: server, port, caFile }), (seen) => {
      if (seen.is === 'verified') roll.note(client, seen);
      if (seen.is === 'failed') roll.note(client, seen);
      return seen;
    }),
  plan: (seen: Handshake, { client, server, port, roll }): readonly never[] => {
    if (seen.is !== 'failed' || roll.isForeseen()) return [];
    throw new RefusedError(`From ${client}, ${server}:${port} does not answer over TLS: ${seen.why}`, {
      hint: 'The SuperServer is not told to require TLS while a client is without. Look at the way there and at the CA.',
    });
  },
  describe: (change: never) => change,
  apply: (change: never) => change,
});
