import { DefinitionError } from '../../../core/errors.ts';
import { problemOf } from '../schema/problem-of.ts';
import { configFile } from './config-file.ts';
import { type Settings, settings } from './settings.ts';

export interface Config {
  /** Where it is from; undefined: there is none. */
  readonly file: string | undefined;
  readonly settings: Settings;
  /** Where a setting is written, with its line where that can be seen. */
  readonly placeOf: (setting: string) => string;
}

/** The settings of a directory. Rejects with a DefinitionError that names all that is wrong, with file and line. */
export async function readConfig(directory: string): Promise<Config> {
  const found = await configFile(directory);
  if (found === undefined) return { file: undefined, settings: {}, placeOf: () => 'default' };
  const { name, text, value } = found;
  const result = settings.safeParse(value);
  const placeOf = (key: string) => `${name}${lineOf(key, text)}`;
  if (result.success) return { file: name, settings: result.data, placeOf };
  const problems = result.error.issues.map((issue) => {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0];
    return `${placeOf(String(key ?? ''))}: ${problemOf(issue, settings, value)}`;
  });
  throw new DefinitionError(problems.join('\n'), { hint: 'drover config explains every setting.' });
}

/** Where a key is written, if that can be seen. */
function lineOf(key: string, text: string): string {
  const name = new RegExp(`(^|[\\s{,])["']?${key.replaceAll(/\W/g, String.raw`\$&`)}["']?\\s*:`);
  const at = key === '' ? -1 : text.split('\n').findIndex((line) => name.test(line));
  return at < 0 ? '' : `:${at + 1}`;
}
