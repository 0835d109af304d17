import { commandLineOf } from './configuration.ts';
import type { Variables } from './variables.ts';

/** How the server runs where there is no unit: started as the instance does it. */
export function byPidFile(vars: Variables) {
  const { httpdDirectory: live } = vars;
  return {
    is: 'pidfile' as const,
    pidFile: `${live}/logs/httpd.pid`,
    start: [`${live}/bin/httpd`, '-d', live, ...commandLineOf(vars)],
    errorLog: `${live}/logs/error.log`,
  };
}
