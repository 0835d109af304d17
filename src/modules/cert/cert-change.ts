import type { PermissionChange } from '../shared/permission-changes.ts';

/**
 * `key` says which key the new certificate is for: `kept` is there and stays, `new` is made on the host, `pending` was
 * made there before and waits for this certificate, `supplied` is sent from the controller.
 */
export type CertChange =
  /** The private CA signs. */
  | { readonly is: 'issue'; readonly why: string; readonly key: 'kept' | 'new' }
  /** A request is left on the host for somebody else to sign. */
  | { readonly is: 'request'; readonly why: string; readonly key: 'kept' | 'new' | 'pending' }
  /** A certificate of the controller is put in place. */
  | { readonly is: 'install'; readonly why: string; readonly key: 'kept' | 'pending' | 'supplied' }
  | { readonly is: 'permit'; readonly of: 'key' | 'certificate'; readonly permissions: PermissionChange };
