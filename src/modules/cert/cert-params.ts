import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { absolutePath, fileMode, permissions } from '../shared/params.ts';
import { acmeParams } from './acme/acme-params.ts';
import { certificateName } from './certificate-name.ts';
import { nameKind } from './name-kind.ts';
import { pkcs12Params } from './pkcs12/pkcs12-params.ts';

/** What a key has that is made. */
export const keyMode = '0640';

/** What a certificate has that is made. */
export const certificateMode = '0644';

const controllerPath = z.string().min(1);

const issuer = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('private-ca'),
    directory: controllerPath
      .default('.drover/ca')
      .meta({ description: 'On the controller: where the CA is, made when first needed.' }),
    name: z.string().min(1).max(64).default('Drover private CA').meta({ description: 'Name of a new CA.' }),
  }),
  z.strictObject({ from: z.literal('self-signed') }),
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
  acmeParams,
]);

/** How long their certificates hold is for us to say. */
const signsHere: ReadonlySet<string> = new Set(['private-ca', 'self-signed']);

export const certParams = z
  .strictObject({
    certificate: absolutePath.meta({ description: 'The certificate, with its chain, on the host.' }),
    key: absolutePath.meta({ description: 'Its private key, on the host.' }),
    names: z.array(certificateName).min(1).meta({
      description:
        'What it is for: DNS names (also with letters such as ü), IP addresses, e-mail addresses, URIs. The first is its common name.',
    }),
    issuer: issuer.meta({
      description:
        'Who signs: a private CA, its own key, a server by ACME, somebody else, or it is there already.',
    }),
    keyType: z
      .enum(['ecdsa-p256', 'ecdsa-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'])
      .default('ecdsa-p256')
      .meta({
        description:
          'What key is made on the host. A key of another type is replaced. Browsers take no `ed25519`.',
      }),
    days: z
      .int()
      .min(1)
      .max(825)
      .default(365)
      .meta({ description: 'With `private-ca` and `self-signed`: how long it holds.' }),
    renewBeforeDays: z.int().min(0).default(30).meta({ description: 'Renewed when fewer days are left.' }),
    keyMode: fileMode.default(keyMode).meta({ description: 'Permissions of the key.' }),
    certificateMode: fileMode
      .default(certificateMode)
      .meta({ description: 'Permissions of the certificate.' }),
    owner: permissions.owner.meta({ description: 'Owner of the files, by name or number.' }),
    group: permissions.group.meta({ description: 'Group of the files, by name or number.' }),
    pkcs12: pkcs12Params.optional().meta({
      description: 'Key and chain in one file too, by PKCS #12, kept in step with the pair.',
    }),
  })
  .refine(({ key, certificate }) => key !== certificate, {
    path: ['key'],
    error: 'must be another file than the certificate',
  })
  .refine(
    ({ key, certificate, pkcs12 }) => pkcs12 === undefined || ![key, certificate].includes(pkcs12.path),
    {
      path: ['pkcs12', 'path'],
      error: 'must be another file than the certificate and the key',
    },
  )
  .refine(({ names: [first = ''] }) => first.length <= 64, {
    path: ['names'],
    error: 'the first becomes the common name, which has at most 64 characters: put a shorter one first',
  })
  .refine(({ issuer, names }) => issuer.from !== 'acme' || names.every((name) => nameKind(name) === 'dns'), {
    path: ['names'],
    error: 'must be DNS names where the certificate comes by ACME',
  })
  .refine(
    ({ issuer, names }) =>
      issuer.from !== 'acme' ||
      issuer.challenge.type === 'dns-01' ||
      !names.some((name) => name.startsWith('*')),
    { path: ['issuer', 'challenge'], error: 'must be dns-01 for a name with an asterisk (RFC 8555, 7.1.3)' },
  )
  .refine(({ issuer, days, renewBeforeDays }) => !signsHere.has(issuer.from) || renewBeforeDays < days, {
    path: ['renewBeforeDays'],
    error: 'must be less than days, or each run would renew the certificate',
  });

export type CertParams = z.output<typeof certParams>;
export type KeyType = CertParams['keyType'];
