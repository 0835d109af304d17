import { isIP } from 'node:net';
import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { canonicalName } from '../shared/certificate-names.ts';
import { absolutePath, accountName, fileMode } from '../shared/params.ts';

const dnsName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const certificateName = z
  .string()
  .max(253)
  .refine((name) => isIP(name) !== 0 || dnsName.test(name), {
    error: ({ input }) =>
      `"${String(input)}" is neither a DNS name (xn--… for other letters) nor an IP address`,
  })
  .transform(canonicalName);

const controllerPath = z.string().min(1);

const issuer = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('private-ca'),
    directory: controllerPath
      .default('.drover/ca')
      .meta({ description: 'On the controller: where the CA is, made when first needed.' }),
    name: z.string().min(1).max(64).default('Drover private CA').meta({ description: 'Name of a new CA.' }),
  }),
  z.strictObject({
    from: z.literal('supplied'),
    certificate: controllerPath.meta({
      description: 'On the controller: PEM, the certificate first, then its intermediates.',
    }),
    key: z.union([controllerPath, z.instanceof(Secret)]).meta({
      description: 'A file on the controller, or a secret: the private key, PEM.',
    }),
  }),
  z.strictObject({
    from: z.literal('csr'),
    request: absolutePath.optional().meta({ description: 'On the host. Default: the key with `.csr`.' }),
    signed: controllerPath.optional().meta({
      description: 'On the controller: the signed certificate with its chain, once there is one.',
    }),
  }),
]);

export const certParams = z
  .strictObject({
    certificate: absolutePath.meta({ description: 'The certificate, with its chain, on the host.' }),
    key: absolutePath.meta({ description: 'Its private key, on the host.' }),
    names: z.array(certificateName).min(1).meta({
      description: 'DNS names and IP addresses it is for; the first is its common name.',
    }),
    issuer: issuer.meta({ description: 'Who signs: a private CA, somebody else, or it is there already.' }),
    keyType: z
      .enum(['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'])
      .default('ecdsa-p256')
      .meta({ description: 'What key is made on the host. A key of another type is replaced.' }),
    days: z.int().min(1).max(825).default(365).meta({ description: 'With `private-ca`: how long it holds.' }),
    renewBeforeDays: z.int().min(0).default(30).meta({ description: 'Renewed when fewer days are left.' }),
    keyMode: fileMode.default('0640').meta({ description: 'Permissions of the key.' }),
    certificateMode: fileMode.default('0644').meta({ description: 'Permissions of the certificate.' }),
    owner: accountName.optional().meta({ description: 'Owner of both files.' }),
    group: accountName.optional().meta({ description: 'Group of both files.' }),
  })
  .refine(({ key, certificate }) => key !== certificate, {
    path: ['key'],
    error: 'must be another file than the certificate',
  })
  .refine(({ names: [first = ''] }) => first.length <= 64, {
    path: ['names'],
    error: 'the first becomes the common name, which has at most 64 characters: put a shorter one first',
  })
  .refine(({ issuer, days, renewBeforeDays }) => issuer.from !== 'private-ca' || renewBeforeDays < days, {
    path: ['renewBeforeDays'],
    error: 'must be less than days, or each run would renew the certificate',
  });

export type CertParams = z.output<typeof certParams>;
export type KeyType = CertParams['keyType'];
