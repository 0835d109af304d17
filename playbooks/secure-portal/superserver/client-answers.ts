import { defineModule, mapQuery, RefusedError } from 'drover';
import { z } from 'zod';
import type { ClientRoll } from './client-roll.ts';
import { type Handshake, handshake } from './handshake.ts';

const params = z.strictObject({
  client: z.string().min(1).meta({ description: 'The name of the client in the inventory.' }),
  server: z.string().min(1).meta({ description: 'How the client dials the SuperServer.' }),
  names: z.array(z.string().min(1)).default([]).meta({
    description: 'Other spellings of the server that the client dials: the certificate must be for each.',
  }),
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  caFile: z
    .string()
    .startsWith('/')
    .meta({ description: 'The CA that the client trusts, where the handshake is made.' }),
  roll: z
    .custom<ClientRoll>((given) => typeof given === 'object')
    .meta({ description: 'Where it is noted.' }),
});

/**
 * From where a client is, the SuperServer answers over TLS with a certificate that leads to the CA and is for every name by
 * which the client dials: a client may compare them, and would be cut off by level 2. It is noted who has got an answer.
 */
export const clientAnswers = defineModule({
  name: 'clientAnswers',
  summary: 'From where a client is, the SuperServer answers over TLS.',
  params,
  verifies: true,
  desired: (given) => given,
  inspect: ({ client, server, names, port, caFile, roll }) =>
    mapQuery(handshake({ address: server, port, caFile, names: [server, ...names] }), (seen) => {
      if (seen.is === 'verified') roll.note(client, seen);
      if (seen.is === 'failed') roll.note(client, seen);
      return seen;
    }),
  plan: (seen: Handshake, { client, server, port, roll }): readonly never[] => {
    if (seen.is !== 'failed' || roll.isForeseen()) return [];
    throw new RefusedError(`From ${client}, ${server}:${port} does not answer over TLS: ${seen.why}`, {
      hint: 'The SuperServer is not told to require TLS while a client is without. Look at the way there, at the CA, and for whom the certificate is (names).',
    });
  },
  describe: (change: never) => change,
  apply: (change: never) => change,
});
