import { z } from 'zod';

const path = z.string().startsWith('/', 'must be an absolute path');
/** Text that stands on one line. */
const line = z.coerce.string().regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');

/** What clients of every kind have in common. */
export const clientVariables = {
  client_ca: z
    .string()
    .optional()
    .describe('The CA certificate (PEM, on the controller) that vouches for the SuperServer.'),
  client_tls_keys: z
    .enum(['versions', 'protocols'])
    .optional()
    .describe(
      'How clients are told of protocols: TLSMinVersion and TLSMaxVersion, or the older sum. Default: by product.',
    ),
  client_tls_section: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]*$/, 'is not a name for a section')
    .default('portal-tls')
    .describe('The section with the TLS settings in the files of clients.'),
};

/** UNIX clients by ODBC. */
export const odbcVariables = {
  odbc_ini: path.default('/etc/odbc.ini').describe('Where the data sources are.'),
  odbc_tls_file: path
    .default('/etc/odbcssl.ini')
    .describe('Where ODBC clients find TLS settings; services are told by ISC_SSLconfigurations.'),
  odbc_ca_file: path
    .default('/etc/odbcssl-ca.pem')
    .describe('Where the CA certificate is put on ODBC clients.'),
  odbc_data_sources: z
    .record(
      z.string().regex(/^[^[\]\p{Cc}]+$/u, 'is not the name of a data source'),
      z.record(z.string().regex(/^[^=[\]\p{Cc}]+$/u, 'is not a key of odbc.ini'), line),
    )
    .default({})
    .describe(
      'Data sources to be put on TLS, with further keys as in odbc.ini: { PORTAL: { Namespace: USER } }.',
    ),
  odbc_services: z
    .array(z.string().regex(/^[A-Za-z0-9:_.\\@-]+\.service$/, 'is not the name of a service unit'))
    .default([])
    .describe('systemd services that use ODBC: ISC_SSLconfigurations is set for them.'),
  odbc_check: z
    .boolean()
    .default(true)
    .describe('Ask odbcinst of unixODBC what it makes of each data source.'),
  odbc_connect: z
    .boolean()
    .default(false)
    .describe('Connect to each data source by isql, with what odbc.ini says, as a proof.'),
};

/** Java clients. */
export const jdbcVariables = {
  jdbc_files: z
    .array(path)
    .default([])
    .describe(
      'SSLConfig.properties of each Java client: in its working directory, or as com.intersystems.SSLConfigFile says.',
    ),
  jdbc_trust_store: path
    .optional()
    .describe('The trust store on the client. Default: that of the Java runtime.'),
  jdbc_trust_store_from: z
    .string()
    .optional()
    .describe('The trust store on the controller, to be copied there.'),
  jdbc_properties: z
    .record(z.string(), z.coerce.string())
    .default({})
    .describe(
      'Further properties, such as trustStoreType or cipherSuites; also in place of protocol=TLSv1.2 and serverHostNameVerification=true.',
    ),
};
