import { DefinitionError } from '../../core/errors.ts';
import { contentOfBytes, contentOfFile, contentOfText, type FileContent } from '../shared/file-content.ts';
import type { RepositoryParams } from './params.ts';

export interface RepositoryKey {
  readonly content: FileContent;
  readonly isArmoured: boolean;
}

const armour = '-----BEGIN PGP PUBLIC KEY BLOCK-----';

/** The key that was given, read where it is a file. Rejects with a DefinitionError for what is no public key. */
export async function repositoryKey(
  key: NonNullable<RepositoryParams['key']>,
  manager: RepositoryParams['source']['is'],
  directory: string,
): Promise<RepositoryKey> {
  const content = 'text' in key ? contentOfText(key.text) : await contentOfFile(key.src, directory);
  const what = 'text' in key ? 'key.text' : `key.src: ${key.src}`;
  const bytes = bytesOf(content);
  const isArmoured = bytes.includes(armour);
  // The first packet of an exported key, in both ways of writing its length.
  const [first = 0] = bytes;
  const isBinary = (first & 0xfc) === 0x98 || first === 0xc6;
  if (!isArmoured && !isBinary) {
    throw new DefinitionError(`${what} is not an OpenPGP public key`, {
      hint: 'Make one by: gpg --export --armor NAME',
    });
  }
  if (!isArmoured && manager !== 'apt') {
    throw new DefinitionError(`${what} is binary, and rpm takes armoured keys only`, {
      hint: 'Make it anew by: gpg --export --armor NAME',
    });
  }
  return { content: isArmoured ? content : contentOfBytes(bytes), isArmoured };
}

function bytesOf({ stdin }: FileContent): Buffer {
  const given = stdin();
  if (typeof given === 'string') return Buffer.from(given);
  return given instanceof Uint8Array ? Buffer.from(given) : Buffer.of();
}
