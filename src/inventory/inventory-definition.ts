import type { Vars } from './vars.ts';

/** A group as a TypeScript inventory writes it: the shape of Ansible's YAML inventories. */
export interface GroupDefinition {
  /** By name or range, such as `web[01:20]`; a single name may stand alone. */
  readonly hosts?: Readonly<Record<string, Vars | null>> | string | null;
  readonly vars?: Vars | null;
  readonly children?: Readonly<Record<string, GroupDefinition | null>> | string | null;
}

/** What an inventory module exports as its default, or returns from the function that it exports. */
export type InventoryDefinition = Readonly<Record<string, GroupDefinition | null>>;
