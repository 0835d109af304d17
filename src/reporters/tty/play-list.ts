import { Listr } from 'listr2';
import type { PlayView } from './play-view.ts';
import { type RendererOptions, type RendererTaskOptions, WindowedRenderer } from './windowed-renderer.ts';

/** listr2 as a view: its tasks are plays, each of which ends when the run says so. */
export interface PlayList {
  readonly settle: (play: string) => void;
  /** Settles what is left, and resolves when the last frame is drawn. */
  readonly end: () => Promise<void>;
}

export function playList(
  plays: readonly PlayView[],
  everyMs: number,
  draw: (plays: readonly PlayView[], last: boolean) => void,
): PlayList {
  const ends = plays.map((play) => ({ play, ...Promise.withResolvers<void>() }));
  const list = new Listr(
    ends.map(({ play, promise }) => ({
      task: () => promise,
      rendererOptions: { play } satisfies RendererTaskOptions,
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      renderer: WindowedRenderer,
      rendererOptions: { everyMs, draw } satisfies RendererOptions,
    },
  );
  const running = list.run();
  return {
    settle: (name) => {
      for (const { play, resolve } of ends) if (play.name === name) resolve();
    },
    end: async () => {
      for (const { resolve } of ends) resolve();
      await running;
    },
  };
}
