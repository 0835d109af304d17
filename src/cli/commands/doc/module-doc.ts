import type { ListedSpec } from '../modules/listed-module.ts';
import { jsonSchemaOf } from '../schema/json-schema-of.ts';
import { formsOf } from '../schema/parameters-of.ts';
import type { Documented } from './documented.ts';

/** What there is to tell of a module: all of it comes from its own spec. */
export function moduleDoc({ name, summary, example, params, verifies = false }: ListedSpec): Documented {
  const schema = jsonSchemaOf(params);
  const [form = []] = formsOf(schema);
  const needed = form.filter(({ required }, at) => required || at === 0).map((one) => `${one.name}=…`);
  return {
    name,
    summary: verifies ? `${summary} It changes nothing.` : summary,
    heading: 'Parameters',
    schema,
    ...(example === undefined ? {} : { example }),
    usage: [`drover exec all -i inventory -m ${name} -a ${needed.join(',')}`],
  };
}
