import { z } from 'zod';
import { Secret } from '../../../core/secret.ts';
import { directoryParam } from '../../shared/directory-param.ts';

const controllerPath = z.string().min(1);

const challenge = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http-01'),
    webroot: directoryParam.meta({
      description:
        'On the host: what a web server there shows at port 80 of every name. The answer is put below `.well-known/acme-challenge` and taken away again.',
    }),
  }),
  z.strictObject({
    type: z.literal('dns-01'),
    hook: z.array(z.string().min(1)).min(1).readonly().meta({
      description:
        'On the controller: a program, and its first arguments. It is given `present` or `cleanup`, the name of a TXT record such as `_acme-challenge.www.example.com.`, and its value, and ends when the record can be seen.',
    }),
  }),
]);

/** How a certificate is got from a server that speaks ACME (RFC 8555). */
export const acmeParams = z.strictObject({
  from: z.literal('acme'),
  server: z
    .url({ protocol: /^https$/ })
    .default('https://acme-v02.api.letsencrypt.org/directory')
    .meta({
      description: 'The directory of the server.',
    }),
  termsAgreed: z.literal(true).meta({ description: 'You agree to the terms of service of the server.' }),
  email: z.email().optional().meta({ description: 'Whom the server may write to.' }),
  accountKey: controllerPath.default('.drover/acme/account.key').meta({
    description: 'On the controller: the key of the account, made when first needed.',
  }),
  externalAccount: z
    .strictObject({
      keyId: z.string().min(1),
      key: z.instanceof(Secret, { error: "must be a secret: secret.env('NAME')" }),
    })
    .optional()
    .meta({ description: 'Where the server wants an account that is bound to one of its customers.' }),
  challenge: challenge.meta({ description: 'How the server is shown that the names are yours.' }),
  ca: controllerPath.optional().meta({
    description: 'On the controller: the CA of the server itself, PEM, where it is no public one.',
  }),
});

export type AcmeParams = z.output<typeof acmeParams>;
