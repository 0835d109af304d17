import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, type TextLine, textOf, withLines, withText } from '../shared/text-lines.ts';

export interface LocaleGenWish {
  readonly name: string;
  readonly charset: string;
  readonly state: 'present' | 'absent';
}

/** `/etc/locale.gen` with a locale among those that are generated, or as a comment. */
export function localeGenText(text: string, { name, charset, state }: LocaleGenWish): Edited {
  const all = linesOf(text);
  const isOwn = ({ text: line }: TextLine) => line.trim().split(/\s+/)[0] === name;
  const isActive = all.lines.some(isOwn);
  if (isActive === (state === 'present')) return { text, words: '' };
  if (state === 'absent') {
    const lines = all.lines.map((line) => (isOwn(line) ? { ...line, text: `# ${line.text.trim()}` } : line));
    return { text: textOf({ ...all, lines }), words: `${name} is not generated` };
  }
  const wished = `${name} ${charset}`;
  const place = all.lines.findIndex((line) => line.text.replace(/^[#\s]+/, '').trim() === wished);
  const after = place === -1 ? withLines(all, all.lines.length, [wished]) : withText(all, place, wished);
  return { text: textOf(after), words: `${name} is generated` };
}
