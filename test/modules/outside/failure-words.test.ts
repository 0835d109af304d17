import { expect, it } from 'vitest';
import { failureWords } from '../../../src/modules/outside/failure-words.ts';

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

it.each([
  [coded('ECONNREFUSED'), 'refused the connection'],
  [
    coded(
      'EPROTO',
      'write EPROTO 40DD:error:0A00010B:SSL routines:tls_validate:wrong version number:x.c:77:\n',
    ),
    'does not speak TLS',
  ],
  [coded('EPROTO', 'write EPROTO'), 'failed: write EPROTO'],
  [new Error('odd'), 'failed: odd'],
])('%s is put into words', (error, words) => {
  expect(failureWords(error)).toBe(words);
});
