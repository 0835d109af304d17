import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonlReporter } from '../../src/reporters/index.ts';
import { anyEvent } from '../support/any-event.ts';

it('jsonlReporter writes each event as one line that reads back the same and holds no control character', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      let text = '';
      jsonlReporter({ write: (more) => (text += more) }).on(event);
      expect(text.endsWith('\n')).toBe(true);
      expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(event)));
    }),
  );
});
