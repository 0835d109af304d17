/**
 * Text with everything made visible that a terminal would obey or that would reorder the line: control characters,
 * escape sequences, line breaks, directional marks. Nothing from a host or a user is shown without it.
 */
export function printable(text: string): string {
  return text.replace(unsafe, escaped);
}

// Control characters are what this is about. `Cs` matches lone surrogates only, because of the u flag.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// These join letters or emoji and are part of ordinary text.
const joiners: readonly string[] = ['\u200c', '\u200d', '\u00ad'];

function escaped(character: string): string {
  if (joiners.includes(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return named[character] ?? `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}
