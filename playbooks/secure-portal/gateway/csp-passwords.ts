import { DefinitionError, Secret } from 'drover';
import { shippedPasswords } from './shipped-passwords.ts';

/** The password of a server in the form in which a gateway keeps it: any text can be said so. It can be read back. */
export function serverPassword(password: Secret): string {
  return `]]]${Buffer.from(Secret.reveal(password)).toString('base64')}`;
}

/**
 * The password of the management pages, which the gateway itself encodes when it starts. An encoded one cannot be
 * compared: then what is there stays, unless everybody knows it. Throws a DefinitionError for text that would be taken for something else.
 */
export function managementPassword(password: Secret, current: string | undefined): string {
  const plain = Secret.reveal(password);
  if (/^(1|PBKDF2\|)/.test(plain)) {
    throw new DefinitionError('gateway_management_password begins with "1" or "PBKDF2|"', {
      hint: 'The gateway would take it for an encoded one: choose another.',
    });
  }
  if (/^\{.*\}$/.test(plain)) {
    throw new DefinitionError('gateway_management_password is in braces', {
      hint: 'The gateway would run it as a command: choose another.',
    });
  }
  if (plain === '' || plain !== plain.trim() || /\p{Cc}/u.test(plain)) {
    throw new DefinitionError(
      'gateway_management_password is empty, or has blanks at its ends or control characters',
      {
        hint: 'It must stand on one line of CSP.ini: choose another.',
      },
    );
  }
  const stays = current !== undefined && /^(1|PBKDF2\|)/.test(current) && !shippedPasswords.includes(current);
  return stays ? current : plain;
}
