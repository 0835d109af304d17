import fc from 'fast-check';
import type { Case } from './case.ts';

const groups = ['web', 'db', 'all', 'ungrouped', 'a', 'b', 'prod-eu', 'g.1', 'Zoo', '_x'] as const;
const declarable: readonly string[] = groups.filter((name) => name !== 'all' && name !== 'ungrouped');
const hosts = [
  'h1',
  'h2',
  'web1.example.com',
  'db[1:3]',
  'n[08:10:2].x',
  'l[a:c]',
  '10.0.0.[1:2]',
  'h3:2222',
  'localhost',
  '[fe80::1]:22',
  'z-1',
];
const names = ['x', 'y', 'port', 'ansible_host', 'ansible_port', 'n_1', 'list'];

/** Values of an INI inventory as they are written on a host's line. */
const words = [
  '1',
  '1.0',
  '"a b"',
  "'q'",
  'True',
  'true',
  'None',
  '10.0.0.1',
  '0644',
  '[1,2]',
  '80,443',
  '"[1, \'two\', 3.5]"',
  "\"{'a': {'b': 1e3}}\"",
  'a=b',
  '""',
  '-5',
  '1_000',
  '0x1F',
  '1e20',
  '12345678901234567890',
  '"it\'s"',
  'a\\ b',
  '{{x}}',
  'ü',
  '\'"quoted"\'',
  '(1,)',
  '1e-7',
  '.5',
  '5.',
  '1+2',
  '~/x',
  '"b\'bytes\'"',
  "\"'a' 'b'\"",
  '"r\'\\n\'"',
  '$HOME',
  '00',
  '1__0',
];
/** And as they are written in a section of variables. */
const values = [
  '1',
  '"a b"',
  'a b # c',
  '23 # c',
  "'x' # c",
  'False',
  '[1, 2, ]',
  '{"k": [1, (2, 3)], 4: 5.0}',
  '',
  '{{ a }}',
  'a=b=c',
  "'\\x41\\n\\u00e9'",
  '"unclosed',
  '1,2',
  'None',
  '-1.5e3',
  '"""three"""',
  "'\\q'",
  '1.',
  'x;y',
  '{1: 2, "a": 3}',
];
/** Scalars and collections of YAML. */
const yamlValues = [
  '1',
  '1.0',
  'yes',
  'off',
  '~',
  '0644',
  '0x1f',
  '1e3',
  '1.5e+3',
  '"1"',
  "'it''s'",
  'text with spaces',
  '[1, two, 3.0]',
  '{a: 1, b: {c: yes}}',
  '1:30',
  '.inf',
  '-.5',
  '12345678901234567890',
  '!unsafe "{{ x }}"',
  '{1: a, 10: b, 2: c}',
  '{1: a, x: b}',
  '[]',
  '{}',
  '"é\\n\\x01"',
  '2001-12-14',
  '1_000',
  '0o17',
  '+1',
  '-0',
  '|\n            block\n            text',
  '0b11',
  'y',
  'null',
  '{true: 1}',
];

const assignments = (pool: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...pool)), { maxLength: 3 });

const hostLine = fc
  .tuple(
    fc.constantFrom(...hosts.filter((host) => !host.startsWith('['))),
    assignments(words),
    fc.constantFrom('', ' # comment', '\t'),
  )
  .map(([host, vars, end]) => [host, ...vars.map(([name, value]) => `${name}=${value}`)].join(' ') + end);

/** Children come after their parents in the list, so that none is its own child. */
const childrenOf = (parent: string) => {
  const below = declarable.slice(declarable.indexOf(parent) + 1);
  return below.length === 0 ? fc.constant([]) : fc.subarray([...below]).map((some) => some.slice(0, 2));
};

const hostSection = fc
  .tuple(fc.constantFrom(...groups), fc.array(hostLine, { maxLength: 4 }))
  .map(([group, lines]) => [`[${group}]`, ...lines].join('\n'));

const varsSection = fc
  .tuple(fc.constantFrom(...groups), assignments(values), fc.option(fc.integer({ min: -1, max: 12 })))
  .map(([group, vars, priority]) =>
    [
      `[${group}:vars] # of ${group}`,
      ...vars.map(([name, value], index) => `${name}${index % 2 === 0 ? '=' : ' = '}${value}`),
      ...(priority === null ? [] : [`ansible_group_priority=${priority}`]),
    ].join('\n'),
  );

const childrenSection = fc
  .constantFrom(...declarable)
  .chain((parent) => childrenOf(parent).map((children) => [`[${parent}:children]`, ...children].join('\n')));

/** Each group has a section at a place by chance, as a group that nothing declares is an error. */
const ini = fc
  .tuple(
    fc.array(hostLine, { maxLength: 3 }),
    fc.array(fc.oneof(hostSection, varsSection, childrenSection), { maxLength: 8 }),
    fc.shuffledSubarray([...declarable], { minLength: declarable.length }),
    fc.boolean(),
  )
  .map(([first, sections, declared, before]) => {
    const all = declared.map((group) => `[${group}]`);
    return [...first, ...(before ? [...all, ...sections] : [...sections, ...all]), '; the end', ''].join(
      '\n',
    );
  });

const yamlVars = (indent: string) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...yamlValues)), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((vars) => vars.map(([name, value]) => `${indent}${name}: ${value}\n`).join(''));

const yamlGroup = (group: string) =>
  fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.constantFrom(...hosts), yamlVars('        ')), {
        maxLength: 3,
        selector: ([host]) => host,
      }),
      yamlVars('      '),
      group === 'all' || group === 'ungrouped' ? fc.constant([]) : childrenOf(group),
    )
    .map(([members, vars, children]) => {
      const hostLines = members.map(([host, own]) => `    '${host}':\n${own}`).join('');
      const childLines = children.map((child) => `    ${child}:\n`).join('');
      return [
        `${group}:\n`,
        vars === '' ? '' : `  vars:\n${vars}`,
        childLines === '' ? '' : `  children:\n${childLines}`,
        hostLines === '' ? '' : `  hosts:\n${hostLines}`,
      ].join('');
    });

const yaml = fc
  .shuffledSubarray([...groups], { minLength: 1, maxLength: 4 })
  .chain((chosen) => fc.tuple(...chosen.map(yamlGroup)))
  .map((parts) => parts.join(''));

const hostNames = ['h1', 'h2', 'db1', 'lone', 'localhost'];

const scriptGroup = fc.oneof(
  fc.subarray(hostNames),
  fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }), { minKeys: 1, maxKeys: 2 }),
  fc.record({
    hosts: fc.subarray(hostNames),
    vars: fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 }),
  }),
);

const script = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...declarable), scriptGroup, { maxKeys: 4 }),
    fc.dictionary(
      fc.constantFrom(...hostNames),
      fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
    ),
  )
  .map(
    ([all, hostvars]) => `#!/bin/sh\ncat <<'END'\n${JSON.stringify({ ...all, _meta: { hostvars } })}\nEND\n`,
  );

const varsFiles = (prefix: string) =>
  fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom(
          ...['all', 'web', 'a', 'b', 'prod-eu', 'ungrouped'].map((name) => `group_vars/${name}`),
          ...['h1', 'db1', 'localhost', 'web1.example.com'].map((name) => `host_vars/${name}`),
        ),
        fc.constantFrom('', '.yml', '.yaml', '/main.yml', '/deep/x'),
        yamlVars(''),
      ),
      { maxLength: 4, selector: ([name]) => name },
    )
    .map((files) => Object.fromEntries(files.map(([name, end, text]) => [`${prefix}/${name}${end}`, text])));

const part = fc.oneof(
  { weight: 4, arbitrary: ini.map((text) => ({ text, ends: ['', '.prod'] })) },
  { weight: 3, arbitrary: yaml.map((text) => ({ text, ends: ['.yml', '', '.yaml'] })) },
  { weight: 1, arbitrary: script.map((text) => ({ text, ends: ['.sh'] })) },
);

const term = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '&'),
    fc.constantFrom(
      'all',
      '*',
      'web',
      'db',
      'a',
      'h1',
      'h*',
      'db[0]',
      'web[1:2]',
      'all[-1]',
      '~h[12]',
      'db[1-2]',
      'g.1',
      'web1.example.com',
      'ungrouped',
      'localhost',
      '*.x',
      'nobody',
      '[hz]*',
      'all[2:]',
    ),
  )
  .map(([sign, name]) => sign + name);

const pattern = fc
  .tuple(fc.array(term, { minLength: 1, maxLength: 3 }), fc.constantFrom(',', ':'))
  .map(([terms, separator]) => terms.join(separator));

const generated = fc
  .record({
    parts: fc.array(fc.tuple(part, fc.nat(2)), { minLength: 1, maxLength: 3 }),
    asDirectory: fc.boolean(),
    beside: varsFiles('inv'),
    play: fc.option(varsFiles('play'), { nil: undefined }),
    list: fc.boolean(),
    extraVars: fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      { arbitrary: fc.constant({ x: 'extra' }), weight: 1 },
    ),
    patterns: fc.array(pattern, { minLength: 3, maxLength: 3 }),
  })
  .map(({ parts, asDirectory, beside, play, list, extraVars, patterns }): Omit<Case, 'title'> => {
    const files = parts.map(
      ([{ text, ends }, end], index) => [`inv/${index}hosts${ends[end % ends.length]}`, text] as const,
    );
    return {
      files: { ...Object.fromEntries(files), ...beside, ...play },
      sources: [...(asDirectory ? ['inv'] : files.map(([name]) => name)), ...(list ? ['h1,extra1:22,'] : [])],
      patterns,
      limits: patterns.map((limit, index) => [limit, patterns[index - 1] ?? 'all'] as const),
      extraVars,
      ...(play === undefined ? {} : { playbookDirectory: 'play' }),
    };
  });

/** So many inventories, the same ones for the same seed. */
export function generatedCases(count: number, seed: number): readonly Case[] {
  return fc
    .sample(generated, { numRuns: count, seed })
    .map((one, index) => ({ ...one, title: `generated ${index}` }));
}
