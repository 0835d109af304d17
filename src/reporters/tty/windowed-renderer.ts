import type { ListrRenderer, ListrRendererFactory } from 'listr2';
import type { PlayView } from './play-view.ts';

/** What the list gives its renderer. */
export interface RendererOptions {
  readonly everyMs: number;
  /** Draws the plays; `last` when it is for the last time. */
  readonly draw: (plays: readonly PlayView[], last: boolean) => void;
}

/** What each task of the list gives its renderer. */
export interface RendererTaskOptions {
  readonly play: PlayView;
}

/** Draws listr2's tasks in a window that is never taller than the terminal, which its own renderers cannot. */
export class WindowedRenderer implements ListrRenderer {
  static readonly nonTTY = true;
  static rendererOptions: ListrRendererFactory['rendererOptions'];
  static rendererTaskOptions: ListrRendererFactory['rendererTaskOptions'];

  readonly #plays: readonly PlayView[];
  readonly #options: RendererOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    tasks: ConstructorParameters<ListrRendererFactory>[0],
    options: ListrRendererFactory['rendererOptions'],
  ) {
    // listr2 hands over untyped what play-list.ts gave it: for each task, and for the list.
    this.#plays = tasks.map((task) => (task.rendererTaskOptions as RendererTaskOptions).play);
    this.#options = options as RendererOptions;
  }

  render(): void {
    const { draw, everyMs } = this.#options;
    draw(this.#plays, false);
    this.#timer = setInterval(() => draw(this.#plays, false), everyMs).unref();
  }

  end(): void {
    clearInterval(this.#timer);
    this.#options.draw(this.#plays, true);
  }
}
