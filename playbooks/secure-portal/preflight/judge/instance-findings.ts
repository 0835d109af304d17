import type { GateFinding } from 'drover';
import type { ListedInstance } from '../../instances/listed-instance.ts';
import type { Variables } from '../../variables.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

const titles = { cache: 'Caché', iris: 'IRIS' } as const;

/** Whether the instance is the one that is meant, and runs. */
export function instanceFindings({ instances }: PortalState, vars: Variables): readonly GateFinding[] {
  const { own, all, isDirectory } = instances;
  const { instanceDirectory: directory, product } = vars;
  const elsewhere = all.find((one) => one.directory === directory && one.product !== product);
  if (own === undefined && elsewhere !== undefined) return [otherProduct(elsewhere)];
  if (own === undefined) return [unknown({ all, isDirectory }, vars)];
  if (own.product !== product) return [otherProduct(own)];
  if (own.directory !== directory && !isDirectory) {
    return [
      finding(
        'stops',
        'instance',
        `${own.name} is in ${own.directory}, not in ${directory}`,
        `Set instance_directory: ${own.directory}.`,
      ),
    ];
  }
  return [...statusFindings(own, product), describing(own)];
}

function unknown(
  { all, isDirectory }: Pick<PortalState['instances'], 'all' | 'isDirectory'>,
  { instance, instanceDirectory: directory, product, portal_route: route }: Variables,
): GateFinding {
  const wanted = instance === undefined ? `no instance in ${directory}` : `no instance ${instance}`;
  const known = all.map((one) => `${one.name} in ${one.directory} (${titles[one.product]})`).join(', ');
  const command = product === 'cache' ? 'ccontrol' : 'iris';
  const hint =
    known === ''
      ? `Compare "${command} qlist" on the host; set instance_directory, or product.`
      : `There is ${known}: set instance_directory, and product.`;
  // The private web server can be replaced without knowing more of the instance.
  const severity = isDirectory && route === 'private' ? 'warns' : 'stops';
  return finding(severity, 'instance', `qlist knows ${wanted}`, hint);
}

function otherProduct({ name, directory, product }: ListedInstance): GateFinding {
  return finding(
    'stops',
    'instance',
    `${name} in ${directory} is ${titles[product]}`,
    `Set product: ${product}.`,
  );
}

function statusFindings(
  { name, status, state }: ListedInstance,
  product: Variables['product'],
): readonly GateFinding[] {
  if (!/^running\b/.test(status)) {
    const start = `${product === 'cache' ? 'ccontrol' : 'iris'} start ${name}`;
    const hint = status.startsWith('down')
      ? `Start it: ${start}.`
      : 'Look into its log (mgr/cconsole.log or messages.log), and run again when it is running.';
    return [finding('stops', 'instance', `${name} is not running: ${status}`, hint)];
  }
  const isWell = state === 'ok' || state === '';
  return isWell
    ? []
    : [finding('warns', 'instance', `${name} says of its state: ${state}`, 'Look into its log.')];
}

function describing({ name, product, version, directory }: ListedInstance): GateFinding {
  return finding('notes', 'instance', `${name}: ${titles[product]} ${version} in ${directory}`);
}
