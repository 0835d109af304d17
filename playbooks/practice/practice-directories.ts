import type { PracticeVariables } from './variables.ts';

/** Where things of the stand-in are, beside those that a real instance has. */
export function practiceDirectories({
  instanceDirectory: top,
  work_directory: work,
  practice_web: web,
}: Pick<PracticeVariables, 'instanceDirectory' | 'work_directory' | 'practice_web'>) {
  return {
    /** What the vendor ships: installed at first, and by `practice-upgrade` again. */
    vendor: `${top}/practice/vendor`,
    sources: `${work}/practice`,
    gateway: web === 'webgateway' ? '/opt/webgateway/bin' : `${top}/csp/bin`,
  };
}
