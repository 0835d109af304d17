import type { Answer, HostQuery, Query } from '../../core/query.ts';
import type { Look } from '../../core/task.ts';
import { inquire } from '../inquiry.ts';
import type { PlannedTask, PlannedTransaction } from '../run-plan.ts';
import type { Answers } from './answers.ts';
import { type Cargo, cargoOf, proofOf } from './flight.ts';
import type { Foresight } from './foresight.ts';
import { Ground } from './ground.ts';

/** So many tasks' changes are in flight at most, and about so many bytes of them. */
const convoyTasks = 64;
const convoyBytes = 1024 * 1024;

export interface Leader {
  readonly planned: PlannedTask;
  readonly block: PlannedTransaction | undefined;
  readonly query: Query<Look<unknown>>;
  readonly look: Look<unknown>;
}

export interface Joined {
  readonly planned: PlannedTask;
  readonly cargo: Cargo;
}

interface Knowledge {
  readonly answers: Answers;
  readonly foresight: Foresight;
}

/**
 * The tasks whose changes can be sent to the host together, in their order: the leader, and those after it that are
 * known, by the same user, in the same block, and none of which looks at what another touches. Empty when not even the
 * leader's changes can be sent so.
 */
export async function convoyOf(
  leader: Leader,
  next: readonly { readonly planned: PlannedTask; readonly block: PlannedTransaction | undefined }[],
  { answers, foresight }: Knowledge,
): Promise<readonly Joined[]> {
  const first = cargoOf(leader.query, leader.look);
  if (first === undefined) return [];
  const convoy: Joined[] = [{ planned: leader.planned, cargo: first }];
  if (!first.isLight || leader.planned.task.options.timeoutMs !== undefined) return convoy;
  const ground = new ConvoyGround(answers, leader.planned.user);
  ground.add(first);
  for (const { planned, block } of next) {
    if (convoy.length === convoyTasks || block !== leader.block) break;
    if (foresight.isSkipped(planned)) continue;
    const cargo = await joining(planned, leader.planned, ground, foresight);
    if (cargo?.isLight !== true || !ground.hasRoomFor(cargo)) break;
    if (cargo.commands.length > 0) convoy.push({ planned, cargo });
    ground.add(cargo);
  }
  return convoy;
}

/** What the tasks of a convoy weigh and touch, and what the looks after their changes see. All are of one user. */
class ConvoyGround {
  readonly #answers: Answers;
  readonly #user: string | undefined;
  readonly #touched = new Ground();
  readonly #proven = new Ground();
  #bytes = 0;

  constructor(answers: Answers, user: string | undefined) {
    this.#answers = answers;
    this.#user = user;
  }

  add(cargo: Cargo): void {
    this.#bytes += cargo.bytes;
    this.#touched.add(this.#answers.placed(cargo.touches));
    if (cargo.commands.length === 0) return;
    for (const leaf of proofOf(cargo)) this.#proven.add(this.#answers.readsOf({ leaf, user: this.#user }));
  }

  /** Not where the look after an earlier task's changes would see those of this one. */
  hasRoomFor({ bytes, touches }: Cargo): boolean {
    return this.#bytes + bytes <= convoyBytes && !this.#proven.isSpoiltBy(this.#answers.placed(touches));
  }

  /** The answer, if it still holds once the convoy has done its work. */
  unspoilt(leaf: HostQuery): Promise<Answer> | undefined {
    const question = { leaf, user: this.#user };
    return this.#touched.spoils(this.#answers.readsOf(question)) ? undefined : this.#answers.of(question);
  }
}

/** What a coming task would send; undefined when that is not known yet, or cannot be sent so. */
async function joining(
  planned: PlannedTask,
  leader: PlannedTask,
  ground: ConvoyGround,
  foresight: Foresight,
): Promise<Cargo | undefined> {
  if (planned.user !== leader.user || planned.task.options.timeoutMs !== undefined) return undefined;
  const query = await foresight.foresee(planned);
  if (query === undefined) return undefined;
  const questions = query.leaves.map((leaf) => (leaf.on === 'host' ? ground.unspoilt(leaf) : undefined));
  const known = questions.filter((answer) => answer !== undefined);
  if (known.length < questions.length) return undefined;
  try {
    const askHost = () => Promise.all(known);
    const look = await inquire(query, { askHost, signal: new AbortController().signal, touched: [] });
    return cargoOf(query, look);
  } catch {
    // What is wrong with it is said when its turn comes.
    return undefined;
  }
}
