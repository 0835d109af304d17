import { z } from 'zod';
import { settles } from './settles.ts';
import { type FileMode, symbolicMode } from './symbolic-mode.ts';

/** An absolute path on the host. */
export const absolutePath = z
  .string()
  .startsWith('/', 'must be an absolute path')
  .refine((path) => !path.includes('\0') && path.isWellFormed(), 'is not a path that a host can have')
  .meta({ description: 'An absolute path on the host.' });

const wrongMode = "must be octal digits in a string, such as '0644', or letters, such as 'u=rw,g=r,o='";

/** Not a number, because 644 is not what it seems. */
const modeText = z.string(wrongMode);

/** File permissions as in chmod: `'0644'`, or `'u=rw,g=r,o='`. */
export const fileMode = modeText.transform(modeOf).meta({
  description:
    "Permissions: octal digits in a string, such as '0644', or letters as chmod takes them, such as 'u=rw,g=r,o=' or 'a+X'.",
});

/** The same, or `preserve` for what a file has on the controller. */
export const preservableMode = modeText.transform((text, context) =>
  text === 'preserve' ? text : modeOf(text, context),
);

/** The name of a user or group that may be made anywhere. */
export const accountName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*\$?$/, 'is not the name of a user or group');

/**
 * The name of a user or group that the host has, from its own files or from a directory service: `CORP\nina`,
 * `domain users@corp.example`. The lines of passwd(5) rule out a colon.
 */
export const existingAccount = z
  .string()
  .regex(
    /^(?!\d+$)[^\s\p{Cc}:/+-](?:[^\p{Cc}:/]*[^\s\p{Cc}:/])?$/u,
    'is not a name that a user or group can have',
  );

/** A user or group by name or by number, also one that the host has no name for. Numbers become digits. */
const account = z
  .union(
    [existingAccount, z.string().regex(/^\d{1,10}$/), z.int()],
    'is neither the name nor the number of a user or group',
  )
  .transform(String)
  .refine(
    (given) => !/^-?\d+$/.test(given) || (Number(given) >= 0 && Number(given) < 2 ** 32 - 1),
    'is a number that no account can have',
  );

/** Who may do what with a file; what is left out stays as it is. */
export const permissions = {
  mode: fileMode.optional(),
  owner: account.optional().meta({ description: 'Its owner, by name or number.' }),
  group: account.optional().meta({ description: 'Its group, by name or number.' }),
};

function modeOf(text: string, context: z.RefinementCtx): FileMode {
  if (/^0?[0-7]{3,4}$/.test(text)) return text.replace(/^0+(?=[0-7]{3})/, '').padStart(4, '0');
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (!/[=+,-]/.test(text)) return refuse(wrongMode);
  const mode = symbolicMode(text);
  if ('wrong' in mode) {
    return refuse(
      `"${mode.wrong}" is no clause of a mode: it needs u, g, o or a, then =, + or -, then r, w, x, X, s, t or one of u, g, o, such as "u=rw"`,
    );
  }
  if (!settles(mode)) return refuse(`"${text}" would give another mode each time that it is set`);
  return mode;
}
