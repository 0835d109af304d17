import { z } from 'zod';
import type { WindowsHost } from './windows-host.ts';

/** What says where on a Windows host: lines of cmd set a variable, F to the path of a file or K to a key. */
export function whereParams(variable: 'F' | 'K') {
  const what = variable === 'F' ? 'path' : 'key';
  return {
    host: z.custom<WindowsHost>((given) => typeof given === 'object').meta({ description: 'Where.' }),
    where: z
      .array(z.string())
      .min(1)
      .readonly()
      .meta({ description: `Lines of cmd that set the variable ${variable} to the ${what}.` }),
  };
}

/** Whether a client may go without what was set for TLS. */
export const allowedParam = z
  .boolean()
  .meta({ description: 'Whether the client can do without what was set.' });
