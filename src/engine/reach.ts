import type { Connection } from '../core/connection.ts';
import type { Secret } from '../core/secret.ts';
import type { BecomeMethod } from '../session/launch.ts';

/** How to get to one host. */
export interface Reach {
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly shell: string;
  /** Default: sudo. */
  readonly becomeMethod?: BecomeMethod;
  /** Default: that of the method's name. */
  readonly becomeProgram?: string | undefined;
  readonly becomePassword: Secret | undefined;
  /** The host is the controller itself. Default: false. */
  readonly isHere?: boolean;
}
