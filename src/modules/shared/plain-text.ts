import { Secret } from '../../core/secret.ts';

/** The text itself, also of a Secret: for the bytes that go into a file on the host, and for nothing that is shown. */
export function plainText(text: string | Secret): string {
  return text instanceof Secret ? Secret.reveal(text) : text;
}
