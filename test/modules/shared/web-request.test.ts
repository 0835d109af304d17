import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { webRequest, wgetParts } from '../../../src/modules/shared/web-request.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

const request = webRequest({
  url: 'https://example.org/a?b="c"',
  method: 'PUT',
  headers: [
    ['X-Odd', 'it\'s "so" \\ $x'],
    ['X-None', ''],
  ],
  login: { user: 'ann', password: 'p"w' },
  body: '@one\ntwo',
});

it('is a configuration of curl, with what wget needs in comments', () => {
  const lines = Secret.reveal(request).split('\n');
  expect(lines.filter((line) => !line.startsWith('# ')).join('\n')).toMatchInlineSnapshot(`
    "url = "https://example.org/a?b=\\"c\\""
    request = "PUT"
    header = "X-Odd: it's \\"so\\" \\\\ $x"
    header = "X-None;"
    user = "ann:p\\"w"
    header = "Expect:"
    data-raw = "@one\\ntwo""
  `);
});

it.each(shells)('is taken apart for wget, in %s', async (shell) => {
  const directory = join(await scratchDirectory(), "it's odd");
  await mkdir(directory);
  await writeFile(join(directory, 'in'), Secret.reveal(request));
  const [program = '', ...words] = shell.split(' ');
  const script = `${wgetParts.text}\nwget_parts "$1/in" "$1/of"`;
  execFileSync(program, [...words, '-c', script, 'x', directory]);
  const part = (name: string) => readFile(join(directory, `of.${name}`), 'utf8');
  expect(await part('rc')).toBe(`method = PUT
header = X-Odd: it's "so" \\ $x
header = X-None: 
auth_no_challenge = on
http_user = ann
http_password = p"w
body_file = ${directory}/of.body
`);
  expect([await part('url'), await part('body')]).toEqual(['https://example.org/a?b="c"', '@one\ntwo']);
});
