import type { Channel } from '../core/connection.ts';
import { notRunMark } from './frame.ts';
import { lineSplitter } from './line-splitter.ts';
import { MarkerReader, type Section } from './marker-reader.ts';
import type { OnLine } from './on-line.ts';
import { Output } from './output.ts';

/** How a frame ended. */
export interface FrameResult {
  /** `not-run`: its gate was closed by a frame before it. */
  readonly code: number | 'not-run';
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes of output that were not kept. */
  readonly dropped: number;
}

export interface Reading {
  /** Marks the end of the frame on both outputs; on stdout its exit code follows. */
  readonly token: string;
  readonly onLine?: OnLine | undefined;
  readonly onEnd: (result: FrameResult) => void;
}

const newline = Buffer.from('\n');

/** Reads what frames print on the two outputs of a channel, as fast as it comes. */
export class FrameReader {
  readonly #stdout = new MarkerReader();
  readonly #stderr = new MarkerReader();

  constructor({ stdout, stderr }: Channel) {
    stdout.on('data', (chunk: Buffer) => this.#stdout.add(chunk));
    stderr.on('data', (chunk: Buffer) => this.#stderr.add(chunk));
    stdout.resume();
    stderr.resume();
  }

  /** Frames are read in the order in which they are announced here. */
  expect({ token, onLine, onEnd }: Reading): void {
    const stdout = new Output();
    const stderr = new Output();
    let code: FrameResult['code'] | undefined;
    let ends = 0;
    const end = () => {
      ends += 1;
      if (ends < 2 || code === undefined) return;
      const dropped = stdout.dropped + stderr.dropped;
      onEnd({ code, stdout: stdout.text, stderr: stderr.text, dropped });
    };
    const onCode = (rest: string) => {
      code = rest === notRunMark ? rest : Number(rest);
      end();
    };
    this.#stdout.expect(token, section(stdout, onLine && ((line) => onLine(line, 'stdout')), onCode));
    this.#stderr.expect(token, section(stderr, onLine && ((line) => onLine(line, 'stderr')), end));
  }
}

function section(output: Output, onLine: ((line: string) => void) | undefined, end: Section['end']): Section {
  let split: ReturnType<typeof lineSplitter> | undefined;
  return {
    bytes: (part) => {
      output.add(part);
      if (onLine === undefined) return;
      split ??= lineSplitter(onLine);
      split(part);
    },
    lineEnd: () => split?.(newline),
    end,
  };
}
