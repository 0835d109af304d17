/** Which keys servers took of late: among many of an agent, they are offered first. */
export class GoodKeys {
  readonly #known = new Set<string>();

  remember(publicKey: Buffer | undefined): void {
    if (publicKey !== undefined) this.#known.add(publicKey.toString('base64'));
  }

  has(publicKey: Buffer | undefined): boolean {
    return publicKey !== undefined && this.#known.has(publicKey.toString('base64'));
  }
}
