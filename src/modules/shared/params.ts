import { z } from 'zod';

/** An absolute path on the host. */
export const absolutePath = z
  .string()
  .startsWith('/', 'must be an absolute path')
  .refine((path) => !path.includes('\0') && path.isWellFormed(), 'is not a path that a host can have')
  .meta({ description: 'An absolute path on the host.' });

/** File permissions as in chmod: `'0644'`. A string, because the number 644 is not what it seems. */
export const fileMode = z
  .string()
  .regex(/^0?[0-7]{3,4}$/, "must be octal digits in a string, such as '0644'")
  .transform((mode) => mode.replace(/^0+(?=[0-7]{3})/, '').padStart(4, '0'))
  .meta({ description: "Permissions as octal digits in a string, such as '0644'." });

/** The name of a user or group. */
export const accountName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*\$?$/, 'is not the name of a user or group');

/** Who may do what with a file; what is left out stays as it is. */
export const permissions = {
  mode: fileMode.optional(),
  owner: accountName.optional(),
  group: accountName.optional(),
};
