import { DefinitionError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { decryptVault, type VaultEnvelope, vaultEnvelope } from './decrypt-vault.ts';

/** A password of ansible-vault, and the label that says what it is for. */
export interface VaultPassword {
  readonly label: string;
  readonly password: Secret;
}

/** Opens what ansible-vault encrypted. */
export interface Vault {
  /** Throws a DefinitionError that begins with `where` when no password opens it, or nothing can. */
  readonly decrypt: (text: string, where: string) => string;
}

/** As in Ansible, the passwords of the text's own label are tried first, then all others. */
export function vaultOf(passwords: readonly VaultPassword[]): Vault {
  const opened = new Map<string, string>();
  return {
    decrypt: (text, where) => {
      const envelope = vaultEnvelope(text);
      const known = opened.get(envelope.body);
      if (known !== undefined) return known;
      const plain = opening(envelope, passwords, where);
      opened.set(envelope.body, plain);
      return plain;
    },
  };
}

function opening(envelope: VaultEnvelope, passwords: readonly VaultPassword[], where: string): string {
  const { version, cipher, label } = envelope;
  if (!['1.1', '1.2'].includes(version) || cipher !== 'AES256') {
    throw new DefinitionError(`${where}: the vault format ${version} with ${cipher} is not supported`, {
      hint: 'Encrypt it anew: "ansible-vault rekey" writes format 1.1 with AES256.',
    });
  }
  if (passwords.length === 0) {
    throw new DefinitionError(
      `${where}: this is encrypted by ansible-vault, and there is no vault password`,
      {
        hint: 'Give one with --vault-password-file, --vault-id or --ask-vault-pass.',
      },
    );
  }
  const own = passwords.filter((one) => one.label === label);
  for (const { password } of [...own, ...passwords.filter((one) => one.label !== label)]) {
    const plain = attempt(envelope, Secret.reveal(password), where);
    if (plain !== undefined) return plain;
  }
  const labelled = label === undefined ? '' : ` (it is labelled "${label}")`;
  throw new DefinitionError(`${where}: no vault password opens this${labelled}`, {
    hint: `Tried: ${passwords.map((one) => one.label).join(', ')}.`,
  });
}

function attempt(envelope: VaultEnvelope, password: string, where: string): string | undefined {
  try {
    return decryptVault(envelope, password);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DefinitionError(`${where}: this vault cannot be read: ${cause.message}`, {
      hint: 'Copy it again, whole, from where it was encrypted.',
      cause,
    });
  }
}
