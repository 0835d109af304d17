import { z } from 'zod';
import { says } from '../variables/says.ts';

const path = z.string().startsWith('/', 'must be an absolute path');
/** Text that stands on one line. */
const line = z.coerce.string().regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');

/** What clients of every kind have in common. */
export const clientVariables = {
  client_ca: z
    .string()
    .optional()
    .meta(
      says(
        'The CA certificate (PEM, on the controller) that vouches for the SuperServer. Default: trust_file; else that of the private CA.',
        'files/ca.pem',
      ),
    ),
  client_tls_keys: z
    .enum(['versions', 'protocols'])
    .optional()
    .meta(
      says(
        'How clients are told of protocols: TLSMinVersion and TLSMaxVersion, or the older sum. Default: by product.',
        'protocols',
      ),
    ),
  client_tls_section: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]*$/, 'is not a name for a section')
    .default('portal-tls')
    .meta(says('The section with the TLS settings in the files of clients.', 'strict')),
};

/** Which SuperServer a client uses. */
export const dialledVariables = {
  client_server: z
    .string()
    .optional()
    .meta(
      says(
        'The name or address by which the client dials the SuperServer. Unset: nothing is tried.',
        'cache.example.org',
      ),
    ),
};

/** What UNIX clients of every kind have in common. */
export const unixClientVariables = {
  client_before: path
    .default('/var/lib/drover/secure-clients/before')
    .meta(
      says(
        'Where files of UNIX clients are kept as they were before, for unsecure-portal; for root only.',
        '/srv/drover/before',
      ),
    ),
};

/** UNIX clients by ODBC. */
export const odbcVariables = {
  odbc_ini: path
    .default('/etc/odbc.ini')
    .meta(says('Where the data sources are.', '/usr/irissys/mgr/irisodbc.ini')),
  odbc_tls_file: path
    .default('/etc/odbcssl.ini')
    .meta(
      says(
        'Where ODBC clients find TLS settings; services are told by ISC_SSLconfigurations.',
        '/etc/intersystems/odbcssl.ini',
      ),
    ),
  odbc_ca_file: path
    .default('/etc/odbcssl-ca.pem')
    .meta(says('Where the CA certificate is put on ODBC clients.', '/etc/intersystems/ca.pem')),
  odbc_data_sources: z
    .record(
      z.string().regex(/^[^[\]\p{Cc}]+$/u, 'is not the name of a data source'),
      z.record(z.string().regex(/^[^=[\]\p{Cc}]+$/u, 'is not a key of odbc.ini'), line),
    )
    .default({})
    .meta(
      says('Data sources to be put on TLS, with further keys as in odbc.ini.', {
        PORTAL: { Namespace: 'USER' },
      }),
    ),
  odbc_services: z
    .array(z.string().regex(/^[A-Za-z0-9:_.\\@-]+\.service$/, 'is not the name of a service unit'))
    .default([])
    .meta(
      says('systemd services that use ODBC: ISC_SSLconfigurations is set for them.', ['reports.service']),
    ),
  odbc_check: z
    .boolean()
    .default(true)
    .meta(says('Ask odbcinst of unixODBC what it makes of each data source.', false)),
  odbc_connect: z
    .boolean()
    .default(false)
    .meta(says('Connect to each data source by isql, with what odbc.ini says, as a proof.', true)),
};

/** Java clients. */
export const jdbcVariables = {
  jdbc_files: z
    .array(path)
    .default([])
    .meta(
      says(
        'SSLConfig.properties of each Java client: in its working directory, or as com.intersystems.SSLConfigFile says.',
        ['/srv/app/SSLConfig.properties'],
      ),
    ),
  jdbc_trust_store: path
    .optional()
    .meta(says('The trust store on the client. Default: that of the Java runtime.', '/srv/app/trust.p12')),
  jdbc_trust_store_from: z
    .string()
    .optional()
    .meta(
      says(
        'The trust store on the controller, to be copied there. Default: none is copied.',
        'files/trust.p12',
      ),
    ),
  jdbc_properties: z
    .record(z.string(), z.coerce.string())
    .default({})
    .meta(
      says(
        'Further properties, such as trustStoreType or cipherSuites; also in place of protocol=TLSv1.2 and serverHostNameVerification=true.',
        { trustStoreType: 'PKCS12' },
      ),
    ),
};
