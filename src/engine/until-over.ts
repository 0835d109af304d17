import type { Performing } from './perform.ts';

type Telling = Pick<Performing, 'onProgress' | 'onNote'>;

/** Carries something out, and tells nothing of it once it is over: what is being ended may still say something. */
export async function untilOver<Told extends Telling, T>(
  to: Told,
  carryOut: (to: Told) => Promise<T>,
): Promise<T> {
  let isOver = false;
  const telling: Telling = {
    onProgress: (progress) => {
      if (!isOver) to.onProgress(progress);
    },
    onNote: (note) => {
      if (!isOver) to.onNote(note);
    },
  };
  try {
    return await carryOut({ ...to, ...telling });
  } finally {
    isOver = true;
  }
}
