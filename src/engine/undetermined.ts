/** Raised in check mode where something depends on what a change before it would bring about. */
export class Undetermined extends Error {
  override readonly name = 'Undetermined';
}
