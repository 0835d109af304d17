import { readFileSync, realpathSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import ejs from 'ejs';
import { DefinitionError } from '../../core/errors.ts';
import { namesOf } from './names-of.ts';
import { printValue } from './print-value.ts';
import { problemOf } from './problem-of.ts';

export type TemplateVars = Readonly<Record<string, unknown>>;

export interface TemplateSource {
  readonly text: string;
  /** What messages call it: its path as the playbook gives it. */
  readonly label: string;
  /** Where its includes are looked for. */
  readonly directory: string;
  /** The directory that includes may not leave. */
  readonly root: string;
}

const deepest = 20;

/**
 * Renders an EJS template. What prints undefined, null or an object is an error, and so is an include from outside
 * the template's own directory. Throws a DefinitionError with file, line and name.
 */
export function render(source: TemplateSource, vars: TemplateVars, depth = 0): string {
  // An error of an included template is reported as it is, not with the lines of those that include it.
  let inner: DefinitionError | undefined;
  const include = (name: string, more: TemplateVars = {}): string => {
    if (depth >= deepest) throw new Error(`includes are nested more than ${deepest} deep`);
    const included = sourceOfInclude(name, source);
    try {
      return render(included, { ...vars, ...more }, depth + 1);
    } catch (error) {
      if (error instanceof DefinitionError) inner ??= error;
      // Not the same object: ejs writes into the message of what it catches.
      throw new Error(`"${name}" cannot be rendered`, { cause: error });
    }
  };
  try {
    const locals = { ...vars, include };
    return ejs.compile(withExpressions(source.text), {
      filename: source.label,
      strict: true,
      _with: false,
      destructuredLocals: namesOf(locals),
      escape: printValue,
    })(locals);
  } catch (error) {
    throw inner ?? problemOf(error, source.label);
  }
}

/** Gives each print its own text as a first argument, so that an error can name it; raw prints are checked too. */
function withExpressions(text: string): string {
  return text.replace(/<%[=-]([\s\S]*?)(?=[-_]?%>)/g, (_, expression: string) => {
    return `<%= ${JSON.stringify(expression.trim())}, ${expression}`;
  });
}

function sourceOfInclude(name: string, { directory, root, label }: TemplateSource): TemplateSource {
  const file = resolve(directory, extname(name) === '' ? `${name}.ejs` : name);
  const real = realPath(file);
  if (real === undefined) throw new Error(`"${name}" cannot be included: there is no file ${file}`);
  const inside = relative(realPath(root) ?? root, real);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    throw new Error(`"${name}" cannot be included: it is not below ${root}`);
  }
  const beside = relative(directory, file);
  return {
    text: readFileSync(real, 'utf8').replace(/^\uFEFF/, ''),
    label: join(dirname(label), beside),
    directory: dirname(file),
    root,
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
