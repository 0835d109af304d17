/** The parts of an account that can be set; what is undefined is left as it is. */
export interface UserFields {
  readonly uid?: number | undefined;
  readonly group?: string | undefined;
  readonly home?: string | undefined;
  readonly shell?: string | undefined;
  readonly comment?: string | undefined;
  /** A day such as `2030-01-31`, or `never`. */
  readonly expires?: string | undefined;
}

export const fieldNames = [
  'uid',
  'group',
  'home',
  'shell',
  'comment',
  'expires',
] as const satisfies readonly (keyof UserFields)[];

export type UserChange =
  | { readonly is: 'create' | 'remove' | 'password' | 'lock' | 'unlock' | 'ssh-key' }
  | { readonly is: 'modify'; readonly from: UserFields; readonly to: UserFields }
  | { readonly is: 'groups'; readonly join: readonly string[]; readonly leave: readonly string[] };
