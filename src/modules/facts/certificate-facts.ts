import { each, mapQuery, type Query } from '../../core/query.ts';
import { type CertificateView, certificateView } from '../shared/certificate-view.ts';
import { pemCertificates } from '../shared/pem-certificates.ts';
import { type TextFile, textFile } from '../shared/text-file.ts';
import type { Facts } from './facts-schema.ts';

/** Asks for the certificates in files, as PEM. */
export function certificateFacts(paths: readonly string[]): Query<Facts['certificates']> {
  return each(
    paths.map((path) => mapQuery(textFile(path), ({ content }) => ({ path, ...certificatesIn(content) }))),
  );
}

function certificatesIn(content: TextFile['content']): Omit<Facts['certificates'][number], 'path'> {
  if (content.is === 'none') return { is: 'absent', chain: [] };
  if (content.is === 'unreadable') return { is: 'unreadable', chain: [] };
  const chain = content.is === 'text' ? viewsOf(content.text) : [];
  return { is: chain.length === 0 ? 'no certificate' : 'read', chain };
}

function viewsOf(pem: string): readonly CertificateView[] {
  try {
    return pemCertificates(pem).map(certificateView);
  } catch {
    return [];
  }
}
