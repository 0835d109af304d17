import type { PermissionChange } from '../shared/permission-changes.ts';

/** Which key the new certificate is for, and how it comes to its place. */
export type KeyOrigin =
  /** It is there and stays. */
  | 'kept'
  /** Made on the host. */
  | 'new'
  /** Made on the host before, and waiting for this certificate. */
  | 'pending'
  /** Sent from the controller. */
  | 'supplied';

export type CertChange =
  /** The private CA signs. */
  | { readonly is: 'issue'; readonly why: string; readonly key: 'kept' | 'new' }
  /** A request is left on the host for somebody else to sign. */
  | { readonly is: 'request'; readonly why: string; readonly key: 'kept' | 'new' | 'pending' }
  /** A certificate of the controller is put in place. */
  | { readonly is: 'install'; readonly why: string; readonly key: 'kept' | 'pending' | 'supplied' }
  | { readonly is: 'permit'; readonly of: 'key' | 'certificate'; readonly permissions: PermissionChange };
