import { DefinitionError } from '../../core/errors.ts';

/** What ejs puts before a message: the file, the line, and the lines around it. */
const preamble = /^[\s\S]*?:(\d+)\n[\s\S]*?\n\n/;

/** An error of ejs, or of code in a template, as `httpd.conf.ejs:12: tlsPort is not defined`. */
export function problemOf(error: unknown, label: string): DefinitionError {
  const message = error instanceof Error ? error.message : String(error);
  const [head = '', line] = preamble.exec(message) ?? [];
  const isSyntax = line === undefined || message.includes(' while compiling ejs\n');
  if (isSyntax) {
    const [first = ''] = message.split('\n');
    return new DefinitionError(`${label}: ${first.replace(/ in .* while compiling ejs$/, '')}`, {
      hint: 'The template cannot be compiled: look for a tag that is not closed, or a bracket that is missing.',
      cause: error,
    });
  }
  return new DefinitionError(`${label}:${line}: ${message.slice(head.length)}`, { cause: error });
}
