import type { z } from 'zod';
import { user } from '../../../src/modules/user.ts';
import type { SystemCase } from './system-parity.ts';

type Given = Omit<z.input<typeof user.spec.params>, 'name'>;

export interface UserRow {
  readonly title: string;
  readonly before?: string;
  readonly given?: Given;
  /** What Ansible is given besides or instead. */
  readonly theirs?: Readonly<Record<string, unknown>>;
  readonly differs?: string;
}

/** Makes a user by hand. */
export const there = 'useradd -m -s /bin/sh -c Somebody tried';

/** What both make of the user `tried`. */
export function userCases(rows: readonly UserRow[]): readonly SystemCase[] {
  return rows.map(({ title, before = '', given = {}, theirs = {}, differs }) => ({
    title,
    before,
    ansible: { module: 'user', params: { name: 'tried', ...asTheirs(given), ...theirs } },
    ours: user(title, { name: 'tried', ...given }),
    ...(differs === undefined ? {} : { differs }),
  }));
}

/** The same parameters by their names and values. */
function asTheirs({ updatePassword, ...same }: Given): Readonly<Record<string, unknown>> {
  const own = Object.entries(same).filter(([name]) => name !== 'exactGroups');
  const names = own.map(([name, value]) => [
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return {
    ...Object.fromEntries(names),
    ...(updatePassword === undefined ? {} : { update_password: updatePassword.replace('-', '_') }),
  };
}
