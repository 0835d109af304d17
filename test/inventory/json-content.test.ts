import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonContent } from '../../src/inventory/json-content.ts';
import { readYaml } from '../../src/inventory/read-yaml.ts';
import { vaultOf } from '../../src/inventory/vault.ts';

/** What the reader of YAML makes of it: a numbered key sends it there. */
function slowly(text: string): unknown {
  const { content } = readYaml({
    text: `{"0":${text}}`,
    file: 'f.json',
    format: 'json',
    vault: vaultOf([]),
  });
  return content instanceof Map ? content.get('0') : content;
}

it('says the same of any JSON as the reader of YAML', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const quick = jsonContent(text);
      if (quick !== undefined) expect(quick.value).toEqual(slowly(text));
    }),
    { numRuns: 300 },
  );
});

it.each([
  '{"a:": "b\\\":", "b\\\\": {"c" : []}}',
  '[12345678901234567890, 1.0, -0, -0.0, 1e400, 1E3, 0.1]',
  '{"__proto__": {"x": 1}}',
  '[]',
  '"\\u00e4\\/"',
])('says the same of %s as the reader of YAML', (text) => {
  expect(jsonContent(text)?.value).toEqual(slowly(text));
});

it.each(['{"a": }', '{"a": NaN}', '[1,]', '', '{"web2": 1, "10": 2}', '{"a": 1, "a": 1}'])(
  'leaves %j to it',
  (text) => {
    expect(jsonContent(text)).toBeUndefined();
  },
);

it('keeps the order of keys, and what no number of JavaScript can hold', () => {
  const { value } = jsonContent('{"b": 12345678901234567890, "a": 2.0}') ?? {};
  expect(value instanceof Map ? [...value].map(([key, of]) => `${key}=${of}`) : []).toEqual([
    'b=12345678901234567890',
    'a=2.0',
  ]);
});
