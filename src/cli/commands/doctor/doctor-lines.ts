import type { Paint } from '../../../reporters/paint.ts';
import { printable } from '../../../reporters/printable.ts';
import type { Finding } from './finding.ts';

/** The findings as a table, with what to do below each that is not as it should be. */
export function doctorLines(findings: readonly Finding[], paint: Paint): readonly string[] {
  const width = Math.max(...findings.map(({ about }) => about.length));
  return findings.flatMap(({ about, is, said, hint }) => {
    const { symbol, tone } = style[is];
    const line = `${paint[tone](symbol)} ${about.padEnd(width)}  ${printable(said)}`;
    return hint === undefined ? [line] : [line, `${' '.repeat(width + 4)}→ ${hint}`];
  });
}

const style: Readonly<Record<Finding['is'], { readonly symbol: string; readonly tone: keyof Paint }>> = {
  there: { symbol: '✔', tone: 'good' },
  without: { symbol: '!', tone: 'change' },
  lacks: { symbol: '✖', tone: 'bad' },
};
