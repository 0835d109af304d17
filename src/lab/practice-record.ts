import { join } from 'node:path';

/** Where this working directory keeps what belongs to its practice hosts. */
export function practiceDirectory(): string {
  return join(process.cwd(), '.drover', 'lab');
}

/**
 * Where an embedded host lives. Root's is outside of home directories, so that a web server that drops root's rights
 * can read what it serves.
 */
export function embeddedDirectory(): string {
  return process.getuid?.() === 0 ? '/var/lib/drover-lab/embedded' : practiceDirectory();
}

/** The file that says which practice hosts are up. */
export function practiceRecord(): string {
  return join(practiceDirectory(), 'hosts.json');
}
