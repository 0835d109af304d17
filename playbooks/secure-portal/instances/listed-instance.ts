/** An instance as qlist knows it. */
export interface ListedInstance {
  readonly name: string;
  readonly directory: string;
  readonly version: string;
  /** Such as `running, since …`, `down, last used …` or `sign-on inhibited`. */
  readonly status: string;
  /** The parameter file. */
  readonly cpf: string;
  readonly superServerPort: number | undefined;
  readonly webPort: number | undefined;
  /** ok, warn, alert or nothing; an instance that is down may say ok. */
  readonly state: string;
  readonly product: 'cache' | 'iris';
}

/** The instance that a line tells of, in the form that qlistReader gives it; undefined for any other text. */
export function listedInstance(line: string): ListedInstance | undefined {
  const fields = line.split('^');
  if (fields.length !== 13) return undefined;
  const [name = '', directory = '', version = '', status = '', cpf = ''] = fields;
  const [superServerPort, webPort] = [fields[5], fields[6]].map(portOf);
  const isIris = /iris/i.test(fields[9] ?? '') || cpf.endsWith('/iris.cpf');
  const product = isIris ? 'iris' : 'cache';
  return { name, directory, version, status, cpf, superServerPort, webPort, state: fields[8] ?? '', product };
}

function portOf(text = ''): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}
