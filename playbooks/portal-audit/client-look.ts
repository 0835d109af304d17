import { defineModule, group } from 'drover';
import { z } from 'zod';
import type { ClientHost } from '../secure-portal/clients/client-host-variables.ts';
import { clientQuery } from './inside/client-files.ts';
import { clientObservations } from './judge/client-observations.ts';
import { word } from './judge/command-words.ts';
import { type Look, lookWith, type Moment } from './look-report.ts';

const params = z.strictObject({
  clientFiles: z.array(z.string()).meta({ description: 'odbc.ini and TLS files of clients.' }),
  javaFiles: z.array(z.string()).meta({ description: 'SSLConfig.properties of Java clients.' }),
});

/** What the files of clients on a host say of TLS. Passwords stay there. */
const clientInside = defineModule({
  name: 'clientInside',
  summary: 'What a host says of the TLS settings of its clients. Changes nothing.',
  params,
  verifies: true,
  desired: (files) => files,
  inspect: clientQuery,
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

/** Looks at the UNIX clients of a SuperServer on a host. */
export function clientLook(vars: ClientHost, moment: Moment): Look {
  const { odbc_ini: odbc, odbc_tls_file: tlsFile, jdbc_files: java } = vars;
  const inside = clientInside('What the host says of its clients', {
    clientFiles: [odbc, tlsFile],
    javaFiles: [...java],
  });
  const node = group('Verify', [inside], {
    tags: ['verify'],
    when: ({ check }) => moment === 'now' || !check,
  });
  return lookWith(node, moment, (scope) => {
    const found = clientObservations(scope.state(inside));
    if (found.length > 0) return found;
    const check = `ls -l ${[odbc, tlsFile, ...java].map(word).join(' ')}`;
    return [{ subject: 'Clients', severity: 'note', found: 'None of the files of clients is there.', check }];
  });
}
