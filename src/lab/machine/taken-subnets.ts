import { z } from 'zod';
import { runProgram } from './run-program.ts';

const routes = z.array(z.object({ dst: z.string(), dev: z.string().optional() }));

/** The IPv4 networks that this machine reaches by another interface than the given one. */
export async function takenSubnets(exceptInterface: string): Promise<readonly string[]> {
  const answer = await runProgram('ip', ['-4', '-json', 'route', 'show']);
  return routes
    .parse(JSON.parse(answer))
    .filter(({ dst, dev }) => dst !== 'default' && dev !== exceptInterface)
    .map(({ dst }) => dst);
}
