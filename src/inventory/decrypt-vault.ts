import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** What ansible-vault wrote: the label is that of format 1.2, and `body` holds salt, checksum and content. */
export interface VaultEnvelope {
  readonly version: string;
  readonly cipher: string;
  readonly label: string | undefined;
  readonly body: string;
}

/** Whether a text begins like one that ansible-vault encrypted. */
export function isVaultText(text: string): boolean {
  return text.startsWith('$ANSIBLE_VAULT;');
}

/** Takes the header from the content. */
export function vaultEnvelope(text: string): VaultEnvelope {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const [, version = '', cipher = '', label] = header.split(';').map((part) => part.trim());
  return { version, cipher, label, body: lines.map((line) => line.trim()).join('') };
}

/** The plain text, if this is the password. Throws a RangeError for a body that is damaged. */
export function decryptVault({ body }: VaultEnvelope, password: string): string | undefined {
  const [salt, checksum, content] = fromHex(body).toString('latin1').split('\n', 3).map(fromHex);
  if (salt === undefined || checksum === undefined || content === undefined) throw damaged();
  const keys = pbkdf2Sync(password, salt, 10_000, 80, 'sha256');
  const actual = createHmac('sha256', keys.subarray(32, 64)).update(content).digest();
  if (checksum.length !== actual.length || !timingSafeEqual(checksum, actual)) return undefined;
  // CTR needs no padding; ansible-vault adds that of PKCS 7 all the same.
  const cipher = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64, 80));
  const padded = Buffer.concat([cipher.update(content), cipher.final()]);
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0)).toString('utf8');
}

function fromHex(text: string): Buffer {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) throw damaged();
  return Buffer.from(text, 'hex');
}

function damaged(): RangeError {
  return new RangeError('its content is damaged');
}
