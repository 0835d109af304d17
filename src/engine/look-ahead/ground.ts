import { isBelow, pathOf, type Resources } from '../../core/resource.ts';

const fewFiles = 4;

/**
 * Resources under all their names, put together so that it is told at once, however many they are, whether others meet
 * them. Only files and directories are told apart: to start a unit, to install a package or to add a user may change
 * anything, and any file may decide how a unit or a package is.
 */
export class Ground {
  #isEmpty = true;
  #isEverything = false;
  readonly #paths = new Set<string>();
  readonly #files = new Set<string>();
  readonly #above = new Set<string>();
  readonly #aboveFiles = new Set<string>();

  add(resources: Resources): void {
    if (resources === 'everything') {
      this.#isEmpty = false;
      this.#isEverything = true;
      return;
    }
    for (const resource of resources) {
      this.#isEmpty = false;
      const path = pathOf(resource);
      if (path === undefined) this.#isEverything = true;
      else this.#addPath(path, isFile(resource));
    }
  }

  /** Whether a touch of this may change what was read. */
  spoils(read: Resources): boolean {
    return this.#meets(read, (path, ofFile) => {
      // A directory that is touched changes nothing of what is below or above it; a file may be a whole tree.
      if (this.#paths.has(path) || this.#isBelowFile(path)) return true;
      return ofFile && this.#aboveFiles.has(path);
    });
  }

  /** Whether a touch may change this, which was read. */
  isSpoiltBy(touched: Resources): boolean {
    return this.#meets(touched, (path, ofFile) => {
      if (this.#paths.has(path)) return true;
      return ofFile && (this.#above.has(path) || this.#isBelowFile(path));
    });
  }

  #meets(others: Resources, meetsPath: (path: string, ofFile: boolean) => boolean): boolean {
    if (this.#isEmpty) return false;
    if (others === 'everything') return true;
    if (this.#isEverything) return others.length > 0;
    return others.some((other) => {
      const path = pathOf(other);
      return path === undefined || meetsPath(path, isFile(other));
    });
  }

  /** A few files are gone through; of many, those are looked up that the path may be below. */
  #isBelowFile(path: string): boolean {
    if (this.#files.size > fewFiles) return above(path).some((one) => this.#files.has(one));
    for (const file of this.#files) if (isBelow(path, file)) return true;
    return false;
  }

  #addPath(path: string, ofFile: boolean): void {
    this.#paths.add(path);
    if (ofFile) this.#files.add(path);
    for (const one of above(path)) {
      this.#above.add(one);
      if (ofFile) this.#aboveFiles.add(one);
    }
  }
}

function isFile(resource: string): boolean {
  return resource.startsWith('file:');
}

/** The paths that a path is below. */
function above(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf('/', path.length - 2); at > 0; at = path.lastIndexOf('/', at - 1)) {
    found.push(path.slice(0, at));
  }
  if (path.startsWith('/') && path !== '/') found.push('/');
  return found;
}
