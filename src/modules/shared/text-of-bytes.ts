/** The sequences that are characters in UTF-8, where each byte is written as the character of its number. */
const character = [
  String.raw`[\xC2-\xDF][\x80-\xBF]`,
  String.raw`\xE0[\xA0-\xBF][\x80-\xBF]`,
  String.raw`[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}`,
  String.raw`\xED[\x80-\x9F][\x80-\xBF]`,
  String.raw`\xF0[\x90-\xBF][\x80-\xBF]{2}`,
  String.raw`[\xF1-\xF3][\x80-\xBF]{3}`,
  String.raw`\xF4[\x80-\x8F][\x80-\xBF]{2}`,
].join('|');
const characters = new RegExp(`((?:${character})+)|[\\x80-\\xFF]`, 'g');

/**
 * Bytes as text, so that `bytesOfText` gives the very same bytes: a byte that is no part of a character in UTF-8, as in
 * a file of an older encoding, becomes a lone surrogate, as Python has it.
 */
export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(characters, (part, valid?: string) =>
      valid === undefined
        ? String.fromCharCode(0xdc00 + part.charCodeAt(0))
        : Buffer.from(valid, 'latin1').toString('utf8'),
    );
}
