import { resolve } from 'node:path';
import type { z } from 'zod';
import type { Variables } from '../variables.ts';
import type { superServerVariables } from './superserver-variables.ts';

/** What the stages gateway and superserver need of the variables of the playbook. */
export type SuperServerVariables = z.output<z.ZodObject<typeof superServerVariables>> &
  Pick<
    Variables,
    | 'product'
    | 'instanceDirectory'
    | 'instanceWanted'
    | 'gatewayDirectory'
    | 'beforeDirectory'
    | 'publicName'
    | 'address'
    | 'names'
    | 'certificateFile'
    | 'keyFile'
    | 'certificate_from'
    | 'ca_directory'
    | 'renew_before_days'
  >;

/** The same with all that follows from it filled in. */
export function superServerSettings(vars: SuperServerVariables) {
  const { superserver_bind_address: bound } = vars;
  return {
    ...vars,
    ...byProduct(vars),
    ...pairOf(vars),
    superserver_port: vars.superserver_port ?? 1972,
    instance: vars.instanceWanted,
    ca_directory: resolve(vars.ca_directory),
    caFile: vars.superserver_ca_file ?? `${vars.instanceDirectory}/mgr/superserver-ca.pem`,
    cspIniFile: vars.csp_ini ?? `${vars.gatewayDirectory}/CSP.ini`,
    /** From the host itself, which is where the gateway is. */
    dialled: bound === '0.0.0.0' ? '127.0.0.1' : bound,
    spellings: [...new Set([vars.publicName, vars.address, bound, ...vars.names])],
  };
}

export type SuperServerSettings = ReturnType<typeof superServerSettings>;

function byProduct({ product, superserver_tls_keys: keys }: SuperServerVariables) {
  const old = product === 'cache';
  return {
    tlsKeys: keys ?? (old ? ('protocols' as const) : ('versions' as const)),
  };
}

/** From the private CA it gets a certificate of its own, for loopback too, by which the gateway dials it. */
function pairOf(vars: SuperServerVariables) {
  const { superserver_certificate_file: file, superserver_key_file: key } = vars;
  const manager = `${vars.instanceDirectory}/mgr`;
  const isOwn = vars.certificate_from === 'private-ca' && file === undefined;
  return isOwn
    ? {
        isOwn,
        certificateOfServer: `${manager}/superserver-cert.pem`,
        keyOfServer: key ?? `${manager}/superserver-key.pem`,
      }
    : { isOwn, certificateOfServer: file ?? vars.certificateFile, keyOfServer: key ?? vars.keyFile };
}
