import { UsageError } from '../../../core/errors.ts';
import { terminalOf } from '../../terminal-of.ts';
import { findModule } from '../modules/find-module.ts';
import { listedModules } from '../modules/listed-modules.ts';
import { docMarkdown } from './doc-markdown.ts';
import { docText } from './doc-text.ts';
import type { Documented } from './documented.ts';
import { moduleDoc } from './module-doc.ts';
import { playbookDocs } from './playbook-docs.ts';
import { varsYaml } from './vars-yaml.ts';

export interface DocFlags {
  readonly format: 'text' | 'json' | 'markdown' | 'yaml';
}

/** Prints what there is to tell of a module, or of the variables of a playbook. */
export async function doc(name: string, { format }: DocFlags): Promise<void> {
  const isModule = listedModules.some(({ spec }) => spec.name === name);
  const isPlaybook = !isModule && (name === 'secure-portal' || /[./]/.test(name));
  if (format === 'yaml' && !isPlaybook) {
    throw new UsageError('--format yaml writes the variables of a playbook', {
      hint: `For ${name}, take text, json or markdown.`,
    });
  }
  const found = isPlaybook ? await playbookDocs(name) : [moduleDoc(findModule(name).spec)];
  process.stdout.write(`${textOf(found, format)}\n`);
}

function textOf(found: readonly Documented[], format: DocFlags['format']): string {
  switch (format) {
    case 'json': {
      const [first] = found;
      return JSON.stringify(found.length === 1 ? first : found, undefined, 2);
    }
    case 'markdown':
      return found.map(docMarkdown).join('\n\n');
    case 'yaml':
      return found.map(varsYaml).join('\n\n');
    case 'text': {
      const shown = terminalOf(process.stdout);
      return found.map((one) => docText(one, shown)).join('\n\n');
    }
  }
}
