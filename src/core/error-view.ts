import { DroverError, type ErrorCode } from './errors.ts';

/** An exception as data: what events and results carry. */
export interface ErrorView {
  readonly code: ErrorCode | 'internal';
  readonly message: string;
  readonly hint?: string;
  /** Only for bugs of ours. */
  readonly stack?: string;
}

/** The only place that turns an exception into data. */
export function viewOf(error: unknown): ErrorView {
  if (error instanceof DroverError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
  if (error instanceof Error) {
    return {
      code: 'internal',
      message: error.message,
      ...(error.stack === undefined ? {} : { stack: error.stack }),
    };
  }
  return { code: 'internal', message: String(error) };
}
