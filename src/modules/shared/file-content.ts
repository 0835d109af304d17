import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Stdin } from '../../core/command.ts';
import { DefinitionError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import { localDigest } from './local-digest.ts';
import { plainText } from './plain-text.ts';
import { readInPieces } from './read-in-pieces.ts';

/** What a file on the host should hold. */
export interface FileContent {
  readonly sha256: string;
  readonly bytes: number;
  /** Never to be shown, nor what was there before. */
  readonly sensitive: boolean;
  /** For a diff: absent when sensitive, binary or long. */
  readonly text: string | undefined;
  /** Too much for a frame: it needs a channel of its own. */
  readonly streamed: boolean;
  /** A function, so that nothing prints the content by printing this. */
  readonly stdin: () => Stdin;
}

/** Content up to this size is sent within the session. */
const inlineLimit = 256 * 1024;
/** Text beyond this size is not shown as a diff. */
export const diffLimit = 64 * 1024;

/** Content that is at hand. A Secret is sensitive. Throws a DefinitionError for text that no file can hold. */
export function contentOfText(given: string | Secret, sensitive = false): FileContent {
  const text = plainText(given);
  if (!text.isWellFormed()) throw new DefinitionError('The content is not valid Unicode (a lone surrogate)');
  return contentOf(Buffer.from(text), text, sensitive || given instanceof Secret);
}

/** Bytes that are at hand. */
export function contentOfBytes(bytes: Uint8Array, sensitive = false): FileContent {
  return contentOf(bytes, textOf(bytes), sensitive);
}

/** Content of a file on the controller, of any size. Throws a DefinitionError for what is not a file. */
export async function contentOfFile(src: string, directory: string, sensitive = false): Promise<FileContent> {
  const path = resolve(directory, src);
  const stats = await stat(path).catch((cause: unknown) => {
    throw new DefinitionError(`src: ${path} cannot be read on the controller`, {
      hint: 'Relative paths start from the directory of the playbook.',
      cause,
    });
  });
  if (!stats.isFile()) {
    throw new DefinitionError(`src: ${path} is not a file`, {
      hint: 'Name a file itself.',
    });
  }
  if (stats.size <= inlineLimit) {
    const bytes = await readFile(path);
    return contentOf(bytes, textOf(bytes), sensitive);
  }
  const sha256 = await localDigest(path, stats);
  const stdin = () => ({ bytes: stats.size, sha256, open: () => readInPieces(path) });
  return { sha256, bytes: stats.size, sensitive, text: undefined, streamed: true, stdin };
}

/** The bytes as text, or undefined for what is not text. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function contentOf(bytes: Uint8Array, text: string | undefined, sensitive: boolean): FileContent {
  const shown = !sensitive && bytes.length <= diffLimit && text?.includes('\0') === false;
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    sensitive,
    text: shown ? text : undefined,
    streamed: bytes.length > inlineLimit,
    // Text rather than bytes where it can be: the session keeps text out of every process list.
    stdin: () => text ?? bytes,
  };
}
