import { dayMs } from './certificate-terms.ts';
import { type Chain, chainFromPem } from './chain-from-pem.ts';
import { checkNames } from './check-leaf.ts';
import { publicPem } from './public-key.ts';
import { readHere } from './read-here.ts';

export interface SignedChain extends Chain {
  readonly publicKey: string;
  /** By the clock of the controller. */
  readonly daysLeft: number;
}

/** The answer to a certificate request, or undefined until its file is there. Rejects with a DefinitionError. */
export async function signedChain(file: string, names: readonly string[]): Promise<SignedChain | undefined> {
  const text = await readHere(file);
  if (text === undefined) return undefined;
  const chain = chainFromPem(text, file);
  checkNames(chain.leaf, names, file);
  const daysLeft = Math.floor((chain.leaf.validToDate.getTime() - Date.now()) / dayMs);
  return { ...chain, publicKey: publicPem(chain.leaf.publicKey), daysLeft };
}
