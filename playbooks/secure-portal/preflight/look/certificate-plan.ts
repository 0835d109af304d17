import { type Controller, DroverError, known, mapQuery, type Query } from 'drover';
import { cert } from 'drover/modules';
import { certificateParams } from '../../certificate-params.ts';
import type { Variables } from '../../variables.ts';

type Desired = Awaited<ReturnType<typeof cert.spec.desired>>;
type Current = Parameters<typeof cert.spec.plan>[0];

/** What the stage certificate will do, foreseen by the very plan of it. */
export type CertificatePlan =
  | { readonly is: 'refused'; readonly message: string; readonly hint?: string | undefined }
  /** Undefined: nobody knows yet. */
  | { readonly is: 'kept' | 'installed'; readonly daysLeft: number | undefined }
  | { readonly is: 'issued' }
  /** Somebody else has to sign it first. */
  | { readonly is: 'requested' }
  /** Without openssl the host cannot say what is there. */
  | { readonly is: 'unknown' };

/** Reads what the controller has to give for the certificate, and asks the host for the rest. */
export async function certificatePlan(
  vars: Variables,
  controller: Controller,
): Promise<Query<CertificatePlan>> {
  try {
    const desired = await cert.spec.desired(cert.spec.params.parse(certificateParams(vars)), controller);
    return mapQuery(cert.spec.inspect(desired), (current) => planned(current, desired));
  } catch (error) {
    return known(refusal(error));
  }
}

function planned(current: Current, desired: Desired): CertificatePlan {
  if (!current.openssl) return { is: 'unknown' };
  try {
    const changes = new Set(cert.spec.plan(current, desired).map(({ is }) => is));
    if (changes.has('issue')) return { is: 'issued' };
    if (changes.has('request')) return { is: 'requested' };
    if (changes.has('install')) return { is: 'installed', daysLeft: daysOf(desired) };
    const { certificate } = current;
    return { is: 'kept', daysLeft: certificate.is === 'certificate' ? certificate.daysLeft : undefined };
  } catch (error) {
    return refusal(error);
  }
}

function daysOf({ issuing }: Desired): number | undefined {
  if (issuing.from === 'csr') return issuing.signed?.daysLeft;
  if (issuing.from !== 'supplied') return undefined;
  return Math.floor((issuing.chain.leaf.validToDate.getTime() - Date.now()) / 86_400_000);
}

function refusal(error: unknown): CertificatePlan {
  if (!(error instanceof DroverError)) throw error;
  return { is: 'refused', message: error.message, hint: error.hint };
}
