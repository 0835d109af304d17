/** The playbook of a starter project. */
export const starterPlaybook = `import { play } from 'drover';
import { file, template } from 'drover/modules';
import { z } from 'zod';

/** What the inventory has to say of each host: checked before anything is connected. */
const variables = z.object({
  directory: z.string().startsWith('/', 'must be an absolute path').describe('Where the page is written.'),
  greeting: z.string().default('Hello').describe('What the page says.'),
});

export default play({
  name: 'A page that greets',
  hosts: 'web',
  vars: variables,
  tasks: ({ host, vars }) => [
    file('The directory is there', { path: vars.directory, state: 'directory', mode: '0755' }),
    template('The page greets', {
      path: \`\${vars.directory}/index.html\`,
      src: 'page.html.ejs',
      vars: { greeting: vars.greeting, host: host.name },
      mode: '0644',
    }),
  ],
});
`;
