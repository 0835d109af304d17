import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../inventory/directory-of.ts';
import { droverIn } from './drover-in.ts';

const playbook = `
import { play } from 'drover';
import { z } from 'zod';
export default play({
  name: 'Site',
  hosts: 'web',
  become: true,
  vars: z.object({
    ansible_host: z.string().optional(),
    domain: z.string().meta({ description: 'What users type.', examples: ['www.example.com'] }),
    ports: z.array(z.int()).default([80, 443]).describe('Where it listens.'),
    tls: z.object({ policy: z.enum(['modern', 'old']).default('modern') }).optional(),
  }),
  tasks: [],
});
`;

async function drover(...words: readonly string[]): Promise<string> {
  await using directory = await directoryOf({ 'site.ts': playbook });
  // As in a project that has installed the packages it imports.
  await symlink(resolve(import.meta.dirname, '../../../node_modules'), join(directory.path, 'node_modules'));
  return await droverIn(directory.path, ...words);
}

describe('drover modules', { timeout: 120_000 }, () => {
  it('lists every module with a sentence', async () => {
    const text = await drover('modules');
    expect(text).toMatch(/^service +A service runs, with its files as they are now, or does not run\.$/m);
    const list: unknown = JSON.parse(await drover('modules', '--format', 'json'));
    expect(list).toContainEqual(expect.objectContaining({ name: 'probe', verifies: true }));
  });
});

describe('drover doc', { timeout: 120_000 }, () => {
  it('explains a module from its schema', async () => {
    expect(await drover('doc', 'unarchive')).toMatchInlineSnapshot(`
      "unarchive: A directory holds exactly what an archive holds.

      Parameters
        src  string, required
            The archive: tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip. An absolute path on the host, or a
            path on the controller, relative to the directory of the playbook.
        path  string, required
            The directory that holds exactly what the archive holds.
        from  'host' | 'controller', default 'host'
            Where the archive is. From the controller it is sent only when the host does not hold it
            unpacked already.
        strip  integer, default 0
            How many leading directories to leave out.
        include  string[]
            Only these are unpacked: paths in the archive, or patterns, as GNU tar has them with
            \`--wildcards\`, or unzip. Each has to be in the archive. Default: all.
        exclude  string[]
            These are not: paths in the archive, or patterns, as \`--exclude\` of GNU tar or \`-x\` of unzip
            has them.
        keepOwner  boolean, default false
            Whether files keep the owner that the archive names; else they are ours.
        mode  string
            Of all that is unpacked, directories too, so best in letters, such as 'u=rwX,go=rX'. The
            directory itself gets it when it is made. Default: as in the archive.
        owner  string | integer
            Of all that is unpacked, and of the directory itself when it is made: a name or number.
        group  string | integer
            Of all that is unpacked, and of the directory itself when it is made: a name or number.
        creates  string
            Nothing is unpacked where this is there already, whatever the archive holds.
        force  boolean, default false
            Replace a directory that was not unpacked by this module.

      Example
        unarchive('The sources are unpacked', { src: '/var/cache/app-1.0.tar.gz', path: '/usr/src/app', strip: 1 })

      On the command line
        drover exec all -i inventory -m unarchive -a src=…,path=…
      "
    `);
  });

  it('tells forms apart, and names scripts and functions', async () => {
    const text = await drover('doc', 'cert', '--format', 'markdown');
    expect(text).toContain("  - `from` (`'private-ca'`, required)");
    expect(text).toContain("  - or\n  - `from` (`'supplied'`, required)");
    expect(text).toContain("- `keyMode` (`string`, default `'0640'`)");
    expect(await drover('doc', 'template')).toContain('  validate  function\n');
    expect(await drover('doc', 'probe')).toContain('  script  sh`…`, required\n');
  });

  it('prints a JSON schema for tools', async () => {
    const { schema }: { readonly schema: unknown } = JSON.parse(
      await drover('doc', 'file', '--format', 'json'),
    );
    expect(schema).toMatchObject({
      properties: { state: { enum: ['file', 'directory', 'touch', 'link', 'hard', 'absent'] } },
    });
  });

  it('explains the variables of a playbook, and writes them down to be filled in', async () => {
    expect(await drover('doc', 'site.ts')).toMatchInlineSnapshot(`
      "Site: a play for the hosts "web", as root.

      Variables
        domain  string, required
            What users type. Example: 'www.example.com'
        ports  integer[], default [80,443]
            Where it listens.
        tls  object
          policy  'modern' | 'old', default 'modern'

      On the command line
        drover run site.ts -i inventory --check --diff
      "
    `);
    expect(await drover('doc', './site.ts', '--format', 'yaml')).toMatchInlineSnapshot(`
      "# Variables of Site, for group_vars or host_vars.

      # What users type.
      domain: "www.example.com"

      # Where it listens.
      # ports: [80,443]

      # tls: {}
      "
    `);
    expect(await drover('doc', './site.ts', '--format', 'markdown')).toContain(
      "- `domain` (`string`, required, such as `'www.example.com'`): What users type.",
    );
    expect(await drover('doc', 'secure-portal')).toContain(
      "  product  'cache' | 'iris', default 'cache'\n      Which product the instance is. Example: 'iris'\n",
    );
  });

  it('helps with names that are nearly right', async () => {
    expect(await drover('doc', 'servcie')).toMatchInlineSnapshot(`
      "drover: There is no module "servcie"
      Did you mean "service"?
      exit 2"
    `);
    expect(await drover('doc', 'file', '--format', 'yaml')).toMatchInlineSnapshot(`
      "drover: --format yaml writes the variables of a playbook
      For file, take text, json or markdown.
      exit 2"
    `);
  });
});
