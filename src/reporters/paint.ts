import { styleText } from 'node:util';

type Brush = (text: string) => string;

/** The few tones in which reporters speak. */
export interface Paint {
  readonly good: Brush;
  readonly change: Brush;
  readonly bad: Brush;
  readonly unsure: Brush;
  readonly quiet: Brush;
  readonly strong: Brush;
}

/** Tones as colours of the terminal or, without colours, as they are. */
export function paintWith(colours: boolean): Paint {
  const brush =
    (format: Parameters<typeof styleText>[0]): Brush =>
    (text) =>
      colours && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    good: brush('green'),
    change: brush('yellow'),
    bad: brush('red'),
    unsure: brush('magenta'),
    quiet: brush('dim'),
    strong: brush('bold'),
  };
}
