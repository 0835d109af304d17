import type { PermissionChange } from '../shared/permission-changes.ts';

/**
 * `key` says which key the new certificate is for: `kept` is there and stays, `new` is made on the host, `pending` was
 * made there before and waits for this certificate, `supplied` is sent from the controller.
 */
export type CertChange =
  /** It is signed in this run: by the private CA, or by its own key. */
  | { readonly is: 'issue'; readonly why: string; readonly key: 'kept' | 'new' }
  /** A request is left on the host for somebody else to sign. */
  | { readonly is: 'request'; readonly why: string; readonly key: 'kept' | 'new' | 'pending' }
  /** A certificate of the controller is put in place. */
  | { readonly is: 'install'; readonly why: string; readonly key: 'kept' | 'pending' | 'supplied' }
  /** Key and chain are put into a PKCS #12 file. */
  | { readonly is: 'pack'; readonly path: string; readonly why: string }
  | {
      readonly is: 'permit';
      readonly of: 'key' | 'certificate' | 'PKCS #12';
      readonly path: string;
      readonly permissions: PermissionChange;
    };
