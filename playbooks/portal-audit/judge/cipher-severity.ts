import type { Severity } from 'drover/reporters';

interface Judged {
  readonly severity: Severity;
  /** 0: nothing against it. */
  readonly rank: number;
  readonly reason: string;
}

const rules: readonly (readonly [RegExp, Judged])[] = [
  [/_anon_|NULL|EXPORT/, { severity: 'critical', rank: 4, reason: 'without encryption or without a name' }],
  [/RC4|WITH_DES|RC2|IDEA|MD5/, { severity: 'high', rank: 3, reason: 'broken ciphers' }],
  [/3DES|SEED/, { severity: 'medium', rank: 2, reason: 'blocks of 64 bits or hardly used' }],
  [/CBC|^RSA_/, { severity: 'low', rank: 1, reason: 'CBC, or no forward secrecy' }],
];

/** What speaks against a cipher suite, by its name at IANA. */
export function cipherSeverity(cipher: string): Judged {
  const found = rules.find(([pattern]) => pattern.test(cipher));
  return found?.[1] ?? { severity: 'fine', rank: 0, reason: '' };
}
