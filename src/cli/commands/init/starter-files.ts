import { starterPlaybook } from './starter-playbook.ts';

interface Starter {
  /** Where the project is. */
  readonly directory: string;
  readonly name: string;
  /** Of Drover. */
  readonly version: string;
}

/** The files of a starter project, by name. */
export function starterFiles({ directory, name, version }: Starter): Readonly<Record<string, string>> {
  return {
    'package.json': json({
      name:
        name
          .toLowerCase()
          .replace(/[^a-z0-9._-]+/g, '-')
          .replace(/^[._-]+/, '') || 'fleet',
      private: true,
      type: 'module',
      scripts: {
        check: 'drover run site.ts -i inventory --check --diff',
        start: 'drover run site.ts -i inventory',
        typecheck: 'tsc',
      },
      dependencies: { drover: `^${version}`, zod: '^4.0.0' },
      devDependencies: { '@types/node': '>=22', typescript: '>=5.8' },
    }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'es2024',
        lib: ['es2024', 'esnext.disposable'],
        module: 'nodenext',
        types: ['node'],
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        erasableSyntaxOnly: true,
        verbatimModuleSyntax: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
      },
      include: ['**/*.ts'],
    }),
    '.gitignore': 'node_modules\n.drover\nsite\n',
    'inventory/hosts.yml': hosts,
    'inventory/group_vars/web.yml': `# Where the page is written on each host.
directory: ${JSON.stringify(`${directory}/site`)}
greeting: Hello
`,
    'site.ts': starterPlaybook,
    'page.html.ejs':
      '<!doctype html>\n<title><%= greeting %></title>\n<p><%= greeting %> from <%= host %>.</p>\n',
  };
}

const hosts = `# Your hosts, as in an inventory of Ansible. Those of the group web get the page.
web:
  hosts:
    localhost:
      ansible_connection: local
    # web1.example.com:
    #   ansible_user: admin
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
