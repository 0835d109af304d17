import { expect } from 'vitest';
import { eventually } from './eventually.ts';

export interface SteadyLoad {
  /** Goes on until so many requests were answered, and ends. What was said about any that was not. */
  readonly end: (atLeast: number) => Promise<readonly string[]>;
}

const directory = '/root/load';
const clients = ['1', '2'];

/** Clients on a host that ask for a page without a pause; two, so that there is one while the other begins again. */
export function steadyLoad(on: (command: string) => string, url: string): SteadyLoad {
  const ask = `ab -q -n 500 -c 4 ${url} >>$0 2>&1 || echo "ab ended with $?" >>$0`;
  on(`rm -rf ${directory} && mkdir ${directory}`);
  for (const client of clients) {
    const loop = `until [ -e ${directory}/enough ]; do ${ask}; done`;
    on(`systemd-run -q --unit=load-${client} sh -c '${loop}' ${directory}/said-${client}`);
  }
  const said = () => on(`cat ${directory}/said-*`);
  const answered = () => sum(said().matchAll(/^Complete requests: +(\d+)$/gm));
  return {
    end: async (atLeast) => {
      await eventually(() => expect(answered()).toBeGreaterThanOrEqual(atLeast), 300_000);
      on(`touch ${directory}/enough`);
      const units = clients.map((client) => `load-${client}`).join(' ');
      await eventually(
        () => expect(on(`systemctl is-active ${units} || :`)).not.toMatch(/^active$/m),
        60_000,
      );
      return said().match(/^(Failed requests: +[1-9]|Non-2xx|ab ended).*$/gm) ?? [];
    },
  };
}

function sum(numbers: Iterable<RegExpMatchArray>): number {
  return [...numbers].reduce((total, [, number]) => total + Number(number), 0);
}
