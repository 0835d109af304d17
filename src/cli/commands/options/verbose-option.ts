import { Option } from 'commander';

/** `-v`: a line for each task of each host; `-vv`: what commands print, too. */
export function verboseOption(): Option {
  return new Option('-v, --verbose', 'a line for each task; twice: what commands print too')
    .argParser((_, before: number) => before + 1)
    .default(0);
}
