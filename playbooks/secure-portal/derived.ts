import { posix } from 'node:path';
import type { Instance } from './instances/session-words.ts';
import type { GivenVariables } from './variables.ts';

/** Facts of the two products that the rest is made from. Sources: PWS and WGG in the vendor's documentation. */
const products = {
  cache: { instanceDirectory: '/cachesys', plainPort: 57772, tlsPort: 57782 },
  iris: { instanceDirectory: '/usr/irissys', plainPort: 52773, tlsPort: 52783 },
} as const;

/** The usual ports of a web server that is there already. */
const webPorts = { plainPort: 80, tlsPort: 443 } as const;

/** What follows from the variables that were given: the values with which everything is made. */
export function derived(vars: GivenVariables) {
  const { portal_route: route } = vars;
  const product = products[vars.product];
  const ports = route === 'existing' ? webPorts : product;
  const instanceDirectory = vars.instance_directory ?? product.instanceDirectory;
  const publicName = vars.public_name ?? vars.ansible_host ?? vars.inventory_hostname;
  return {
    instanceDirectory,
    instanceWanted: wanted(vars, instanceDirectory),
    publicName,
    names: [...new Set([publicName, ...vars.names])],
    /** Where the controller connects to. */
    address: vars.ansible_host ?? vars.inventory_hostname,
    plainPort: vars.plain_port ?? ports.plainPort,
    tlsPort: vars.tls_port ?? ports.tlsPort,
    ...programPlaces(vars, instanceDirectory),
    ...certificatePlaces(vars, instanceDirectory),
    /** Copies of what was there before the first change, for unsecure-portal. */
    beforeDirectory: `${vars.work_directory}/before`,
  };
}

/** The instance, for whoever finds it on its host. */
function wanted(vars: GivenVariables, directory: string): Instance {
  const { product, instance: name, cpf_file: cpfFile, superserver_session_user: user } = vars;
  return { product, directory, name, cpfFile, user };
}

function programPlaces(vars: GivenVariables, instanceDirectory: string) {
  const { portal_route: route, work_directory: work } = vars;
  const privateDirectory = `${instanceDirectory}/httpd`;
  const httpdDirectory = route === 'private' ? privateDirectory : vars.server_directory;
  const gateway = route === 'existing' ? '/opt/webgateway/bin' : `${instanceDirectory}/csp/bin`;
  return {
    /** The instance's own web server, as it came with it. */
    privateDirectory,
    /** The server of the portal: in its place, or of its own. */
    httpdDirectory,
    gatewayDirectory: vars.gateway_directory ?? gateway,
    stagedTree: `${work}/staging${httpdDirectory}`,
    stagedConf: `${work}/httpd.conf`,
  };
}

function certificatePlaces(vars: GivenVariables, instanceDirectory: string) {
  const folder = vars.portal_route === 'private' ? `${instanceDirectory}/mgr` : '/etc/drover-portal';
  const certificateFile = vars.certificate_file ?? `${folder}/portal-cert.pem`;
  return {
    /** The pair as it was issued; the server reads a copy of it that was tried out. */
    certificateFile,
    keyFile: vars.key_file ?? `${folder}/portal-key.pem`,
    /** A link to the directory with the pair that the server reads. */
    pairInUse: `${posix.dirname(certificateFile)}/portal-in-use`,
  };
}
