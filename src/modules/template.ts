import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { DefinitionError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { contentOfText, type FileContent } from './shared/file-content.ts';
import { fileParams } from './shared/file-params.ts';
import { fileSteps } from './shared/file-steps.ts';
import { localMode } from './shared/local-mode.ts';
import { preservableMode } from './shared/params.ts';
import { holdsSecret } from './template/holds-secret.ts';
import { render, type TemplateSource, type TemplateVars } from './template/render.ts';

const params = z
  .strictObject({
    ...fileParams,
    mode: preservableMode.optional().meta({
      description:
        "Octal digits in a string, such as '0644', letters as chmod takes them, such as 'u=rw,g=r,o=', or `preserve`: that of the template on the controller.",
    }),
    src: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'An EJS template on the controller, relative to the directory of the playbook.' }),
    text: z.string().optional().meta({ description: 'The template itself, instead of a file.' }),
    vars: z
      .record(z.string(), z.unknown())
      .default({})
      .refine((vars) => !Object.hasOwn(vars, 'include'), '"include" is what templates include others with')
      .meta({ description: 'What the template may use. With a Secret in it, the content is never shown.' }),
  })
  .refine(({ src, text }) => (src === undefined) !== (text === undefined), {
    message: 'give either src or text',
  })
  .refine(({ src, mode }) => src !== undefined || mode !== 'preserve', {
    path: ['mode'],
    message: 'of a text cannot be preserved',
  });

/**
 * A file on the host is what a template renders to. Otherwise like `copy`. Different from Ansible on purpose: the
 * language is EJS, and line ends stay as the template has them.
 */
export const template = defineModule({
  name: 'template',
  summary: 'A file on the host is what an EJS template renders to.',
  example: `template('nginx is configured', {
  path: '/etc/nginx/nginx.conf',
  src: 'nginx.conf.ejs',
  vars: { workers: 4 },
  validate: (path) => sh\`nginx -t -c \${path}\`,
})`,
  params,
  desired: async (
    { path, src, text, vars, validate, sensitive, backup, owner, group, ...given },
    { directory },
  ) => {
    const content = contentFrom(await sourceFrom(src, text, directory), vars, sensitive);
    const isKept = src !== undefined && given.mode === 'preserve';
    const mode = isKept ? localMode((await stat(resolve(directory, src))).mode) : given.mode;
    return { path, validate, backup, permissions: { mode, owner, group }, content };
  },
  ...fileSteps,
});

async function sourceFrom(
  src: string | undefined,
  text: string | undefined,
  directory: string,
): Promise<TemplateSource> {
  if (src === undefined) return { text: text ?? '', label: 'inline template', directory, root: directory };
  const path = resolve(directory, src);
  const read = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DefinitionError(`src: the template ${path} cannot be read on the controller`, {
      hint: 'Relative paths start from the directory of the playbook.',
      cause,
    });
  });
  const own = dirname(path);
  return { text: read.replace(/^\uFEFF/, ''), label: src, directory: own, root: own };
}

function contentFrom(source: TemplateSource, vars: TemplateVars, sensitive: boolean): FileContent {
  const text = render(source, vars);
  if (!holdsSecret(vars)) return contentOfText(text, sensitive);
  if (text.includes(String(new Secret('')))) {
    throw new DefinitionError(
      `${source.label}: a secret was made part of a longer text, where it has no value`,
      {
        hint: 'Print a secret by itself: <%= password %>.',
      },
    );
  }
  return contentOfText(new Secret(text));
}
