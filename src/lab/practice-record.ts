import { join } from 'node:path';

/** Where this working directory keeps what belongs to its practice hosts. */
export function practiceDirectory(): string {
  return join(process.cwd(), '.drover', 'lab');
}

/** The file that says which practice hosts are up. */
export function practiceRecord(): string {
  return join(practiceDirectory(), 'hosts.json');
}
