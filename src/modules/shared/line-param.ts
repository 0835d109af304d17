import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { plainText } from './plain-text.ts';

/** One line of text, without what ends it. */
export const lineParam = z.union([z.string(), z.instanceof(Secret)]).refine((given) => {
  const text = plainText(given);
  return !/[\n\r\0]/.test(text) && text.isWellFormed();
}, 'must be one line, without an end of line in it');
