import { quote, type Shell } from '../core/sh.ts';

/** Bytes and text up to this size travel in a frame; more goes through a channel of its own. */
export const frameInputLimit = 256 * 1024;

const textChunk = /[\s\S]{1,16384}/gu;
const byteChunk = 8 * 1024;

export interface FrameParts {
  /** Unlike every other: marks the frame's end. */
  readonly token: string;
  readonly script: Shell;
  readonly stdin?: string | Uint8Array | undefined;
  /** Frames with the same gate: once one of them ends with another code than 0, the rest are not run. */
  readonly gate?: string | undefined;
}

/** What stands in place of an exit code when a gate was closed. */
export const notRunMark = 'not-run';

/** One request to the working shell. Its end is marked on both outputs by the token, with the exit code on stdout. */
export function frameText({ token, script, stdin, gate }: FrameParts): string {
  const body = `( eval ${evaluated(script.text)} )`;
  const run = stdin === undefined ? `${body} </dev/null` : `${printed(stdin)} | ${body}`;
  // One word on each output: what is printed in two goes in two packets.
  return `${gated(run, gate)}; echo "\n${token} $_r"; echo "\n${token}" >&2\n`;
}

/** A request that changes the working shell itself, such as one of its variables. It answers nothing. */
export function settingText(script: Shell): string {
  return `${script.text}\n`;
}

function gated(run: string, gate: string | undefined): string {
  if (gate === undefined) return `${run}; _r=$?`;
  return `if [ "$_g" = ${gate} ]; then _r=${notRunMark}; else ${run}; _r=$?; [ $_r = 0 ] || _g=${gate}; fi`;
}

function evaluated(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function printed(stdin: string | Uint8Array): string {
  const parts = typeof stdin === 'string' ? textParts(stdin) : byteParts(stdin);
  return `{ ${[':', ...parts].join('; ')}; }`;
}

function textParts(text: string): readonly string[] {
  if (text.includes('\0')) return byteParts(new TextEncoder().encode(text));
  return [...text.matchAll(textChunk)].map(([part]) => `_p ${quote(part)}`);
}

function byteParts(bytes: Uint8Array): readonly string[] {
  return chunks([...bytes], byteChunk).map((part) => {
    const escapes = part.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
    return `printf '${escapes.join('')}'`;
  });
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return count === 0 ? [] : Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
