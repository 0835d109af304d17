import type { TaskPlace } from '../core/event.ts';

/** Asked before a task begins on a host: `no` leaves it out there. Rejects when nobody answers. */
export type Confirm = (place: TaskPlace) => Promise<'yes' | 'no'>;
