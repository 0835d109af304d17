/** Why a frame has no answer: one before it, behind the same gate, failed. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}
