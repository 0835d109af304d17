import type { VarsBlock } from './vars-block.ts';

/** One thing that an inventory source says. All of them in their order are the inventory. */
export type Declaration =
  | { readonly is: 'group'; readonly group: string }
  | {
      readonly is: 'vars';
      readonly group: string;
      readonly block: VarsBlock;
      readonly priority: number | undefined;
    }
  | { readonly is: 'child'; readonly group: string; readonly child: string; readonly where: () => string }
  | {
      readonly is: 'hosts';
      readonly group: string;
      readonly names: readonly string[];
      readonly port: number | undefined;
      readonly block: VarsBlock;
      /** Hosts that the inventory has already are left where they are. */
      readonly onlyNew?: true;
    }
  /** Variables of a host that is in the inventory already. */
  | { readonly is: 'host-vars'; readonly host: string; readonly block: VarsBlock };

/** Says where in a source a path of keys stands, such as `hosts.yml:3:5`. */
export type Where = (path: readonly unknown[]) => string;
